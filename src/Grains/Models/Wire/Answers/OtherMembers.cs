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
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isState = group == MemberGroup.Answer && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        var isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        var value = json[start..(int)reader.BytesConsumed];
        if (!(isNull && IsUsuallyNull(name)) && memory.IsNews(group, name, value, isState))
        {
            piece.Others(group).Add(name, value);
            piece.HasOtherContent |= group == MemberGroup.Message && !IsEmpty(value);
        }
    }

    private static bool IsEmpty(ReadOnlySpan<byte> value) =>
        value.SequenceEqual("null"u8) || value.SequenceEqual("\"\""u8) || value.SequenceEqual("[]"u8) || value.SequenceEqual("{}"u8);

    /// <summary>Members that servers send as null in every answer or chunk where they have nothing to report: to leave them out is to say the same.</summary>
    private static bool IsUsuallyNull(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("logprobs"u8) || name.SequenceEqual("refusal"u8) || name.SequenceEqual("audio"u8)
        || name.SequenceEqual("function_call"u8) || name.SequenceEqual("annotations"u8)
        || name.SequenceEqual("system_fingerprint"u8) || name.SequenceEqual("service_tier"u8)
        || name.SequenceEqual("stop_reason"u8) || name.SequenceEqual("matched_stop"u8) || name.SequenceEqual("native_finish_reason"u8)
        || name.SequenceEqual("token_ids"u8) || name.SequenceEqual("prompt_token_ids"u8) || name.SequenceEqual("prompt_logprobs"u8)
        || name.SequenceEqual("kv_transfer_params"u8) || name.SequenceEqual("reasoning_details"u8) || name.SequenceEqual("prompt_filter_results"u8);
}
