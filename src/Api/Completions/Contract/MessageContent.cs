using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Messages;

namespace Inference.Completions.Contract;

/// <summary>A message's content: text, or OpenAI's content parts.</summary>
[JsonConverter(typeof(MessageContentConverter))]
internal sealed record MessageContent(string? Text, string? Parts)
{
    private static readonly string[] TextNames = ["text", "refusal", "thinking", "content"];

    internal static MessageContent? Of(Message message) =>
        message.Content is null && message.Parts is null ? null : new MessageContent(message.Content, message.Parts);

    /// <summary>
    /// Parts of type text alone are text; with others among them, the parts are kept as they are. Some servers take further types that hold text: what
    /// reads the text reads theirs, too.
    /// </summary>
    internal static MessageContent FromParts(JsonElement parts)
    {
        var text = new StringBuilder();
        var onlyText = true;
        foreach (var part in parts.EnumerateArray())
        {
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            {
                throw new JsonException("A content part is an object with a type.");
            }

            if (!type.ValueEquals("text"))
            {
                onlyText = false;
            }
            else if (!part.TryGetProperty("text", out var value) || value.ValueKind != JsonValueKind.String)
            {
                throw new JsonException("A text part has a text.");
            }

            Append(text, part);
        }

        return new MessageContent(text.ToString(), onlyText ? null : parts.GetRawText());
    }

    private static void Append(StringBuilder text, JsonElement part)
    {
        foreach (var name in TextNames)
        {
            if (part.TryGetProperty(name, out var value))
            {
                AppendValue(text, value);
            }
        }
    }

    private static void AppendValue(StringBuilder text, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(value.GetString());
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
            {
                Append(text, part);
            }
        }
    }
}

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
