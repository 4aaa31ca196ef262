using System.Text;
using System.Text.Json;

namespace Inference.Guards;

/// <summary>The texts of a JSON document as a model understands them: escapes resolved, names included, one line each.</summary>
internal static class JsonTexts
{
    /// <summary>What is not JSON is text as it stands.</summary>
    public static string Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var text = new StringBuilder();
            Append(text, document.RootElement);
            return text.ToString();
        }
        catch (JsonException)
        {
            // A model may have written it, or a client by hand.
            return json;
        }
    }

    public static void Append(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                text.Append(TextOf(element)).Append('\n');
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Append(text, item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    text.Append(NameOf(member)).Append(member.Value.ValueKind == JsonValueKind.String ? ": " : "\n");
                    Append(text, member.Value);
                }

                break;
        }
    }

    /// <summary>A string as it reads; as it stands in the document where it escapes half a surrogate pair, which cannot be resolved.</summary>
    public static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    /// <inheritdoc cref="TextOf"/>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return member.ToString();
        }
    }
}
