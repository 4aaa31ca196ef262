using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Inference.Language;
using Inference.Messages;

namespace Inference.Models.Local;

/// <summary>What the tools at the end of a conversation answered, as text: JSON becomes a line for each value.</summary>
internal static class ToolResults
{
    public static List<LocalSource> Read(ImmutableArray<Message> messages)
    {
        var names = messages.SelectMany(message => message.ToolCalls)
            .GroupBy(call => call.Id, StringComparer.Ordinal)
            .ToDictionary(calls => calls.Key, calls => calls.Last().Name, StringComparer.Ordinal);
        var first = messages.Length;
        while (first > 0 && messages[first - 1].Role is Role.Tool)
        {
            first--;
        }

        return [.. messages[first..].Select(result => new LocalSource(names.GetValueOrDefault(result.ToolCallId ?? "", "tool"), Lines(result.Content ?? "")))];
    }

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
