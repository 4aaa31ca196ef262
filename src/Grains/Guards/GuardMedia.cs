using System.Text.Json;

namespace Inference.Guards;

/// <summary>Pictures, sounds, films and files that stand beside a message's content, as Ollama has them, or beside a request's members.</summary>
internal static class GuardMedia
{
    private const string Audio = "audio";

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "image", "images", "image_url", "image_urls", "image_data", Audio, "audios", "audio_url", "audio_data", "video", "videos", "video_url", "file", "files",
    };

    /// <summary>The name of the first member that holds such; <see langword="null"/> without.</summary>
    /// <param name="extra">A JSON object.</param>
    /// <param name="takesObjects">Whether an object is one: a request's own <c>audio</c> is an object that says how to answer.</param>
    /// <param name="isAssistant">Whether they are members of an assistant's message, whose <c>audio</c> may name what the model answered before.</param>
    public static string? Find(string? extra, bool takesObjects, bool isAssistant = false)
    {
        if (extra is null)
        {
            return null;
        }

        using var members = JsonDocument.Parse(extra);
        foreach (var member in members.RootElement.EnumerateObject())
        {
            var name = JsonTexts.NameOf(member);
            if (Names.Contains(name) && IsMedia(member.Value, takesObjects) && !(isAssistant && name == Audio && IsReference(member.Value)))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Whether a value is empty at every depth, as clients write what they do not have.</summary>
    public static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(JsonTexts.TextOf(value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsNothing),
        JsonValueKind.Object => value.EnumerateObject().All(member => IsNothing(member.Value)),
        _ => false,
    };

    private static bool IsMedia(JsonElement value, bool takesObjects) => value.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.Array => !IsNothing(value),
        JsonValueKind.Object => takesObjects && !IsNothing(value),
        _ => false,
    };

    /// <summary>Whether a value is <c>{"id":…}</c> and no more.</summary>
    private static bool IsReference(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().ToList() is [{ Value.ValueKind: JsonValueKind.String } only]
        && JsonTexts.NameOf(only) == "id";
}
