using System.Text;
using System.Text.Json;

namespace Inference.Language;

/// <summary>JSON inside of text: answers of models, tools' results, arguments of calls. Their bytes passed no check of requests.</summary>
internal static class LenientJson
{
    /// <summary>The value, in which halves of surrogate pairs became U+FFFD; <see langword="null"/> when the text is no JSON.</summary>
    public static JsonDocument? TryParse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        JsonEscapes.ReplaceSurrogateHalves(bytes);
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
