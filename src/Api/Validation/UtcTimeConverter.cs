using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inference.Validation;

internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString(), out var time)
            ? time
            : throw new JsonValueException(Rfc3339.Expectation);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        Rfc3339.TryFormat(value, text, out var written);
        writer.WriteStringValue(text[..written]);
    }
}

/// <summary>Thrown by JSON converters: the expectation follows "must be".</summary>
internal sealed class JsonValueException(string expectation) : JsonException($"must be {expectation}");
