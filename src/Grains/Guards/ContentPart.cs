using System.Text;
using System.Text.Json;

namespace Inference.Guards;

/// <summary>
/// A content part as the guard sees it. Servers take more types than OpenAI's, so that a part is text by what it holds: a text, and nothing at any depth
/// that stands for a picture, a sound or a file.
/// </summary>
internal static class ContentPart
{
    private static readonly HashSet<string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "text", "refusal", "thinking", "reasoning", "content", "output", "summary", "arguments", "input",
    };

    private static readonly HashSet<string> Media = new(StringComparer.OrdinalIgnoreCase)
    {
        "image", "audio", "video", "file", "document", "media", "url", "uri", "data", "bytes", "source", "image_url", "audio_url", "video_url", "file_url",
        "file_id", "file_data", "image_data", "image_base64", "image_embeds", "image_file", "image_pil", "input_audio", "input_image", "input_file",
        "input_video", "inline_data", "inlinedata", "b64_json", "base64",
    };

    // They tell where a text comes from; a model gets no picture by them.
    private static readonly HashSet<string> Notes = new(StringComparer.OrdinalIgnoreCase) { "annotations", "citations" };

    /// <summary>Whether the guard can judge all of it; its texts are then those of <see cref="Append"/>.</summary>
    public static bool IsReadable(JsonElement part) => HasText(part) && !HasMedia(part);

    /// <summary>The type as the part names it, in characters that are fit to show.</summary>
    public static string TypeOf(JsonElement part)
    {
        var type = part.ValueKind == JsonValueKind.Object
            ? part.EnumerateObject().Where(IsType).Select(member => JsonTexts.TextOf(member.Value)).FirstOrDefault("")
            : "";
        return type.Length is > 0 and <= 40 && type.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.') ? type : "unknown";
    }

    /// <summary>Every text in the part under any property name, repeated names included. Of media only the texts beside them.</summary>
    public static void Append(StringBuilder text, JsonElement part)
    {
        switch (part.ValueKind)
        {
            case JsonValueKind.String:
                text.Append(text.Length > 0 ? "\n" : "").Append(JsonTexts.TextOf(part));
                break;
            case JsonValueKind.Array:
                foreach (var item in part.EnumerateArray())
                {
                    Append(text, item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in part.EnumerateObject().Where(member => JsonTexts.NameOf(member) != "type" && !Media.Contains(JsonTexts.NameOf(member))))
                {
                    Append(text, member.Value);
                }

                break;
        }
    }

    private static bool IsType(JsonProperty member) => member.Value.ValueKind == JsonValueKind.String && JsonTexts.NameOf(member) == "type";

    private static bool HasText(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.String => true,
        JsonValueKind.Object => part.EnumerateObject().Any(member => Texts.Contains(JsonTexts.NameOf(member)) && member.Value.ValueKind is not JsonValueKind.Null),
        _ => false,
    };

    private static bool HasMedia(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(HasMedia),
        JsonValueKind.Object => element.EnumerateObject().Any(member =>
            (Media.Contains(JsonTexts.NameOf(member)) && !GuardMedia.IsNothing(member.Value))
            || (IsType(member) && Media.Contains(JsonTexts.TextOf(member.Value)))
            || (!Notes.Contains(JsonTexts.NameOf(member)) && HasMedia(member.Value))),
        _ => false,
    };
}
