using System.Text.Json;

namespace Inference.Models.Wire.Answers;

/// <summary>Where a member stands.</summary>
internal enum MemberGroup : byte
{
    Answer = 0,
    Choice = 1,
    Message = 2,
}

/// <summary>Collects the members that the product has no use for itself.</summary>
/// <param name="memory">Of a stream, what its chunks had before.</param>
internal sealed class OtherMembers(MemberMemory? memory)
{
    /// <param name="json">The bytes that the reader reads.</param>
    /// <param name="reader">Stands at the member's name, and afterwards at the last token of its value.</param>
    /// <param name="piece">Where the member goes.</param>
    /// <param name="group">Where it stands.</param>
    public void Add(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece, MemberGroup group)
    {
        var name = reader.ValueSpan;
        var isUsual = IsUsuallyNull(ref reader);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isState = group == MemberGroup.Answer && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        var isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        var value = json[start..(int)reader.BytesConsumed];
        if (!(isNull && isUsual) && memory?.IsNews(group, name, value, isState) is not false)
        {
            piece.Others(group).Add(name, value);
            piece.HasOtherContent |= group == MemberGroup.Message && !IsEmpty(value);
        }
    }

    private static bool IsEmpty(ReadOnlySpan<byte> value) =>
        value.SequenceEqual("null"u8) || value.SequenceEqual("\"\""u8) || value.SequenceEqual("[]"u8) || value.SequenceEqual("{}"u8);

    /// <summary>Members that servers send as null in every answer or chunk where they have nothing to report: to leave them out is to say the same.</summary>
    private static bool IsUsuallyNull(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("logprobs"u8) || reader.ValueTextEquals("refusal"u8) || reader.ValueTextEquals("audio"u8)
        || reader.ValueTextEquals("function_call"u8) || reader.ValueTextEquals("annotations"u8)
        || reader.ValueTextEquals("system_fingerprint"u8) || reader.ValueTextEquals("service_tier"u8)
        || reader.ValueTextEquals("stop_reason"u8) || reader.ValueTextEquals("matched_stop"u8) || reader.ValueTextEquals("native_finish_reason"u8)
        || reader.ValueTextEquals("token_ids"u8) || reader.ValueTextEquals("prompt_token_ids"u8) || reader.ValueTextEquals("prompt_logprobs"u8)
        || reader.ValueTextEquals("kv_transfer_params"u8) || reader.ValueTextEquals("reasoning_details"u8) || reader.ValueTextEquals("prompt_filter_results"u8);
}
