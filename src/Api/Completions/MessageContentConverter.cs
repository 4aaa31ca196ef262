using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inference.Completions;

internal sealed class MessageContentConverter : JsonConverter<MessageContent>
{
    public override MessageContent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new MessageContent(reader.GetString(), null);
            case JsonTokenType.StartArray:
                using (var parts = JsonDocument.ParseValue(ref reader))
                {
                    return MessageContent.FromParts(parts.RootElement);
                }

            default:
                throw new JsonException("Content is text, null or an array of content parts.");
        }
    }

    public override void Write(Utf8JsonWriter writer, MessageContent value, JsonSerializerOptions options)
    {
        if (value.Parts is { } parts)
        {
            writer.WriteRawValue(parts);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
