using System.Text;
using System.Text.Json;

namespace Inference.Models.Wire.Answers;

/// <summary>Reads a message's content: a text, or an array of parts, of which texts are text and thoughts are reasoning.</summary>
internal static class ContentReader
{
    /// <param name="json">The bytes that the reader reads.</param>
    /// <param name="reader">Stands at the value's first token, and afterwards at its last.</param>
    /// <param name="piece">Where text and reasoning go; an array with parts of other types goes to its message's members, too, as <c>content_parts</c>.</param>
    public static void Read(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.Number:
                piece.AppendText(LenientText.Decode(reader.ValueSpan));
                break;
            case JsonTokenType.StartObject:
                ReadObject(json, ref reader, piece);
                break;
            case JsonTokenType.StartArray:
                ReadParts(json, ref reader, piece);
                break;
        }
    }

    /// <summary>A part without its array, or, of servers that parse what the model wrote, the answer itself.</summary>
    private static void ReadObject(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        var start = (int)reader.TokenStartIndex;
        if (!ReadPart(ref reader, piece))
        {
            piece.AppendText(Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]));
        }
    }

    private static void ReadParts(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, WirePiece piece)
    {
        var start = (int)reader.TokenStartIndex;
        var isText = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                isText &= ReadPart(ref reader, piece);
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                piece.AppendText(LenientText.Decode(reader.ValueSpan));
            }
            else
            {
                reader.Skip();
                isText = false;
            }
        }

        if (!isText)
        {
            piece.Others(MemberGroup.Message).Add("content_parts"u8, json[start..(int)reader.BytesConsumed]);
        }
    }

    /// <returns>Whether text or reasoning was found in it.</returns>
    private static bool ReadPart(ref Utf8JsonReader reader, WirePiece piece)
    {
        var isText = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isWords, isThought) = (reader.NameIs("text"u8), reader.NameIs("thinking"u8));
            reader.Read();
            if (isWords && reader.TokenType == JsonTokenType.String)
            {
                piece.AppendText(LenientText.Decode(reader.ValueSpan));
                isText = true;
            }
            else if (isThought)
            {
                piece.Reasoning += ReadThought(ref reader);
                isText = true;
            }
            else
            {
                reader.Skip();
            }
        }

        return isText;
    }

    /// <summary>A text, or parts with texts, as Mistral's models have it.</summary>
    private static string ReadThought(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return LenientText.Decode(reader.ValueSpan);
        }

        var depth = reader.CurrentDepth;
        var thought = "";
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return thought;
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.NameIs("text"u8))
            {
                reader.Read();
                thought += reader.TokenType == JsonTokenType.String ? LenientText.Decode(reader.ValueSpan) : "";
            }
        }

        return thought;
    }
}
