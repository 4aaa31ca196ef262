using System.Text;
using System.Text.Json;
using Inference.Messages;

namespace Inference.Models.Wire;

/// <summary>The members of a JSON object as its text has them: values keep their digits, their order and their white space.</summary>
internal readonly struct RawMembers
{
    private readonly ReadOnlyMemory<byte> _json;

    private RawMembers(ReadOnlyMemory<byte> json) => _json = json;

    /// <summary>Whether there is no such value.</summary>
    public bool IsEmpty => _json.IsEmpty;

    /// <param name="json">A valid object, or <see langword="null"/> for one without members.</param>
    public static RawMembers Of(string? json) => json is null ? default : new RawMembers(Encoding.UTF8.GetBytes(json));

    /// <summary>The value of a member, whose own members can be written where it is an object.</summary>
    public RawMembers Find(ReadOnlySpan<byte> name)
    {
        var reader = Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFound = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isFound)
            {
                return new RawMembers(_json[start..(int)reader.BytesConsumed]);
            }
        }

        return default;
    }

    /// <summary>Writes all members but one. A value that is no object has none.</summary>
    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> except = default)
    {
        var reader = Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWritten = except.IsEmpty || !reader.ValueTextEquals(except);
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isWritten)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(_json.Span[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }

    /// <summary>Writes the value itself.</summary>
    public void WriteValue(Utf8JsonWriter writer) => writer.WriteRawValue(_json.Span, skipInputValidation: true);

    private Utf8JsonReader Begin()
    {
        var reader = new Utf8JsonReader(_json.Span, new JsonReaderOptions { MaxDepth = AnswerExtra.MaxDepth });
        if (!_json.IsEmpty && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            return reader;
        }

        // Nothing to read: a reader at the end of its bytes.
        return new Utf8JsonReader([], isFinalBlock: false, default);
    }
}
