using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inference.Completions;

/// <summary>A message's content: text, or OpenAI's content parts.</summary>
[JsonConverter(typeof(MessageContentConverter))]
internal sealed record MessageContent(string? Text, string? Parts)
{
    internal static MessageContent? Of(Message message) =>
        message.Content is null && message.Parts is null ? null : new MessageContent(message.Content, message.Parts);

    /// <summary>Text parts alone are text; with others among them, the parts are kept as they are.</summary>
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
            else if (part.TryGetProperty("text", out var value) && value.ValueKind == JsonValueKind.String)
            {
                text.Append(text.Length == 0 ? "" : "\n").Append(value.GetString());
            }
            else
            {
                throw new JsonException("A text part has a text.");
            }
        }

        return new MessageContent(text.ToString(), onlyText ? null : parts.GetRawText());
    }
}
