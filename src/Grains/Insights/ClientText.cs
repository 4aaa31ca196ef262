using System.Text;
using System.Text.Json;
using Inference.Language;
using Inference.Retrieval;

namespace Inference.Insights;

/// <summary>What is known of a client, as sentences. Not the name: a client called Price has not asked for one.</summary>
internal static class ClientText
{
    private const int MaxDepth = 8;

    public static string Of(InsightClient client)
    {
        if (client.Persona is not { } persona)
        {
            return client.Words;
        }

        var text = new StringBuilder(persona.Notes).Append('\n');
        if (persona.Data is { } data)
        {
            using var json = LenientJson.TryParse(data);
            Append(text, "", json?.RootElement ?? default, MaxDepth);
        }

        return text.ToString();
    }

    public static IEnumerable<string> SentencesOf(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = Sentences.FirstLength(text.AsSpan(start));
            if (text.Substring(start, length).Trim() is { Length: > 0 } sentence)
            {
                yield return sentence;
            }

            start += length;
        }
    }

    /// <summary>One line a value, under its name. What is false or null is no trait of the client's, and its name not one either.</summary>
    private static void Append(StringBuilder text, string name, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth > 0:
                foreach (var property in value.EnumerateObject())
                {
                    Append(text, property.Name, property.Value, depth - 1);
                }

                break;
            case JsonValueKind.Array when depth > 0:
                foreach (var item in value.EnumerateArray())
                {
                    Append(text, name, item, depth - 1);
                }

                break;
            case JsonValueKind.String or JsonValueKind.Number:
                text.Append(name).Append(": ").Append(value.ToString()).Append('\n');
                break;
            case JsonValueKind.True:
                text.Append(name).Append('\n');
                break;
        }
    }
}
