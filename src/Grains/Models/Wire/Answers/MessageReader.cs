using System.Text.Json;

namespace Inference.Models.Wire.Answers;

/// <summary>Reads an answer's message, or a delta of it.</summary>
internal sealed class MessageReader(OtherMembers others)
{
    /// <param name="json">The bytes that the reader reads.</param>
    /// <param name="reader">Stands at the value's first token, and afterwards at its last.</param>
    /// <param name="piece">Where it goes.</param>
    public void Read(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // A message that is a text is its content.
            ContentReader.Read(json, ref reader, piece);
            return;
        }

        var hasContent = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("content"u8))
            {
                reader.Read();
                if (hasContent)
                {
                    reader.Skip();
                }
                else
                {
                    hasContent = reader.TokenType != JsonTokenType.Null;
                    ContentReader.Read(json, ref reader, piece);
                }
            }
            else if (reader.NameIs("reasoning_content"u8) || reader.NameIs("reasoning"u8))
            {
                ReadReasoning(json, ref reader, piece);
            }
            else if (reader.NameIs("tool_calls"u8))
            {
                reader.Read();
                ToolCallReader.Read(json, ref reader, piece.Calls);
            }
            else if (reader.NameIs("role"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else
            {
                others.Add(json, ref reader, piece, MemberGroup.Message);
            }
        }
    }

    /// <summary>Under the name that vLLM first gave it or under the newer one; servers that changed the name send both.</summary>
    private void ReadReasoning(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        var before = reader;
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            piece.Reasoning ??= LenientText.Decode(reader.ValueSpan) is { Length: > 0 } text ? text : null;
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            reader = before;
            others.Add(json, ref reader, piece, MemberGroup.Message);
        }
    }
}
