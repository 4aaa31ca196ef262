using System.Text;
using System.Text.Json;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>Reads content parts for their text. Nothing is copied but the text: an image may be most of a large request.</summary>
internal static class ContentPartsReader
{
    /// <summary>
    /// Parts of type text alone are text; with others among them, or with other members, the parts are kept as they are. Some servers take further types that
    /// hold text: what reads the text reads theirs, too.
    /// </summary>
    public static MessageContent Read(ref Utf8JsonReader reader)
    {
        var text = new Lines();
        var isPlain = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonValueException(MessageContent.Expectation);
            }

            isPlain &= ReadPart(ref reader, ref text);
        }

        return new MessageContent(text.ToString()) { HasParts = !isPlain };
    }

    /// <summary>Returns whether the part is a text and nothing else.</summary>
    private static bool ReadPart(ref Utf8JsonReader reader, ref Lines text)
    {
        var (members, hasType, isText, hasText) = (0, false, false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            members++;
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                hasType = reader.TokenType == JsonTokenType.String;
                isText = hasType && reader.ValueTextEquals("text"u8);
                reader.Skip();
                continue;
            }

            var isTextMember = reader.ValueTextEquals("text"u8);
            var wasString = ReadMember(ref reader, ref text);
            hasText = isTextMember ? wasString : hasText;
        }

        if (!hasType)
        {
            throw new JsonValueException(MessageContent.Expectation);
        }

        return !isText || hasText ? isText && members == 2 : throw new JsonValueException(MessageContent.Expectation);
    }

    /// <summary>Reads a member with its value, and returns whether that is a text.</summary>
    private static bool ReadMember(ref Utf8JsonReader reader, ref Lines text)
    {
        var holdsText = reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("refusal"u8)
            || reader.ValueTextEquals("thinking"u8) || reader.ValueTextEquals("content"u8);
        reader.Read();
        if (holdsText && reader.TokenType == JsonTokenType.String)
        {
            text.Add(reader.GetString()!);
            return true;
        }

        if (holdsText && reader.TokenType == JsonTokenType.StartArray)
        {
            ReadItems(ref reader, ref text);
        }
        else
        {
            reader.Skip();
        }

        return false;
    }

    private static void ReadItems(ref Utf8JsonReader reader, ref Lines text)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader, ref text);
            }
        }
    }

    /// <summary>Texts, one a line. One alone, which most messages have, is not copied.</summary>
    private struct Lines
    {
        private string? _only;
        private StringBuilder? _all;

        public void Add(string line)
        {
            if (string.IsNullOrEmpty(_only) && _all is null)
            {
                _only = line;
                return;
            }

            _all ??= new StringBuilder(_only);
            _all.Append('\n').Append(line);
        }

        public override readonly string ToString() => _all?.ToString() ?? _only ?? "";
    }
}
