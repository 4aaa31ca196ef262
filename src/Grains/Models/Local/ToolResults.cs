using System.Text;
using System.Text.Json;
using Inference.Language;
using Microsoft.Extensions.AI;

namespace Inference.Models.Local;

/// <summary>What the tools at the end of a conversation answered, as text: JSON becomes a line for each value.</summary>
internal static class ToolResults
{
    public static List<LocalSource> Read(IReadOnlyList<ChatMessage> messages)
    {
        var names = messages.SelectMany(message => message.Contents.OfType<FunctionCallContent>())
            .GroupBy(call => call.CallId, StringComparer.Ordinal)
            .ToDictionary(calls => calls.Key, calls => calls.Last().Name, StringComparer.Ordinal);
        var first = messages.Count;
        while (first > 0 && messages[first - 1].Role == ChatRole.Tool)
        {
            first--;
        }

        return [.. messages.Skip(first).SelectMany(message => ReadMessage(message, names))];
    }

    private static IEnumerable<LocalSource> ReadMessage(ChatMessage message, Dictionary<string, string> names)
    {
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
            {
                yield return new LocalSource(names.GetValueOrDefault(result.CallId, "tool"), Lines(TextOf(result.Result)));
            }
            else if (content is TextContent text)
            {
                yield return new LocalSource("tool", Lines(text.Text));
            }
        }
    }

    private static string TextOf(object? result) => result switch
    {
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement json => json.GetRawText(),
        _ => result?.ToString() ?? "",
    };

    private static string Lines(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return text;
        }

        using var json = LenientJson.TryParse(text);
        if (json is null)
        {
            // It only looked like JSON; text is as good.
            return text;
        }

        var lines = new StringBuilder();
        Append(json.RootElement, "", lines);
        return lines.ToString();
    }

    private static void Append(JsonElement value, string path, StringBuilder lines)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Append(property.Value, path.Length == 0 ? property.Name : $"{path} {property.Name}", lines);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Append(item, path, lines);
                }

                break;
            default:
                lines.Append(path).Append(path.Length == 0 ? "" : ": ").Append(value.ToString()).Append('\n');
                break;
        }
    }
}
