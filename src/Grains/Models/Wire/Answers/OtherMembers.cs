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
/// <param name="memory">What the answer's chunks had before.</param>
internal sealed class OtherMembers(MemberMemory memory)
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
        if (!(isNull && isUsual) && memory.IsNews(group, name, value, isState))
        {
            piece.Others(group).Add(name, value);
            piece.HasOtherContent |= group == MemberGroup.Message && !IsEmpty(value);
        }
    }

    private static bool IsEmpty(ReadOnlySpan<byte> value) =>
        value.SequenceEqual("null"u8) || value.SequenceEqual("\"\""u8) || value.SequenceEqual("[]"u8) || value.SequenceEqual("{}"u8);

    /// <summary>Members that servers send as null in every answer or chunk where they have nothing to report: to leave them out is to say the same.</summary>
    private static bool IsUsuallyNull(ref Utf8JsonReader reader) =>
        reader.NameIs("logprobs"u8) || reader.NameIs("refusal"u8) || reader.NameIs("audio"u8)
        || reader.NameIs("function_call"u8) || reader.NameIs("annotations"u8)
        || reader.NameIs("system_fingerprint"u8) || reader.NameIs("service_tier"u8)
        || reader.NameIs("stop_reason"u8) || reader.NameIs("matched_stop"u8) || reader.NameIs("native_finish_reason"u8)
        || reader.NameIs("token_ids"u8) || reader.NameIs("prompt_token_ids"u8) || reader.NameIs("prompt_logprobs"u8)
        || reader.NameIs("kv_transfer_params"u8) || reader.NameIs("reasoning_details"u8) || reader.NameIs("prompt_filter_results"u8);
}
