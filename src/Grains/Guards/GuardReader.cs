using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Inference.Messages;

namespace Inference.Guards;

/// <summary>Collects all that a model will read of what the client wrote, oldest first.</summary>
internal static class GuardReader
{
    // Beside a message's content. A message's audio is OpenAI's, of an assistant's message only.
    private static readonly HashSet<string> Media = new(StringComparer.OrdinalIgnoreCase)
    {
        "image", "images", "image_url", "image_urls", "image_data", "audio", "audios", "audio_url", "audio_data", "video", "videos", "video_url", "file", "files",
    };

    public static ImmutableArray<GuardExcerpt> Read(GuardQuestion question, string refusal)
    {
        var excerpts = ImmutableArray.CreateBuilder<GuardExcerpt>();
        foreach (var tool in question.Tools)
        {
            Add(excerpts, GuardSource.Definition, TextOf(tool));
        }

        foreach (var document in question.Documents)
        {
            Add(excerpts, GuardSource.Definition, JsonTexts.Of(document));
        }

        Add(excerpts, GuardSource.Definition, question.User);
        for (var i = 0; i < question.Messages.Length; i++)
        {
            var message = question.Messages[i];
            if (message.Role != Role.Assistant || i >= question.Stored)
            {
                Add(excerpts, message, wasRefused: IsRefusal(question.Messages, i + 1, refusal));
            }
        }

        return excerpts.DrainToImmutable();
    }

    /// <summary>
    /// The first part, or other member, of messages that holds more than text, by its place and type; <see langword="null"/> when all can be read. What a model
    /// adds to its own messages is no client's.
    /// </summary>
    public static (string Place, string Type)? FindUnreadable(ImmutableArray<Message> messages)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            if (messages[i].Parts is { } json && FindUnreadablePart(json) is var (part, type))
            {
                return ($"messages[{i}].content[{part}]", type);
            }

            if (messages[i].Role != Role.Assistant && FindMedia(messages[i].Extra, takesObjects: true) is { } name)
            {
                return ($"messages[{i}].{name}", name);
            }
        }

        return null;
    }

    /// <summary>The name of a member that holds pictures, sounds or films, as Ollama has them beside a message's content; <see langword="null"/> without.</summary>
    /// <param name="extra">A JSON object.</param>
    /// <param name="takesObjects">Whether an object is one: a request's own <c>audio</c> is an object that says how to answer.</param>
    public static string? FindMedia(string? extra, bool takesObjects)
    {
        if (extra is null)
        {
            return null;
        }

        using var members = JsonDocument.Parse(extra);
        return members.RootElement.EnumerateObject()
            .Where(member => Media.Contains(JsonTexts.NameOf(member))
                && (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array || (takesObjects && member.Value.ValueKind == JsonValueKind.Object)))
            .Select(JsonTexts.NameOf)
            .FirstOrDefault();
    }

    private static (int Part, string Type)? FindUnreadablePart(string json)
    {
        using var parts = JsonDocument.Parse(json);
        foreach (var (place, part) in parts.RootElement.EnumerateArray().Index())
        {
            if (!ContentPart.IsReadable(part))
            {
                return (place, ContentPart.TypeOf(part));
            }
        }

        return null;
    }

    private static string TextOf(Tool tool) =>
        tool.Json is { } json ? JsonTexts.Of(json) : $"{tool.Name}\n{tool.Description}\n{(tool.Parameters is { } schema ? JsonTexts.Of(schema) : "")}";

    private static bool IsRefusal(ImmutableArray<Message> messages, int index, string refusal) =>
        index < messages.Length && messages[index].Role == Role.Assistant && messages[index].Content == refusal;

    private static void Add(ImmutableArray<GuardExcerpt>.Builder excerpts, Message message, bool wasRefused)
    {
        var source = SourceOf(message.Role);
        Add(excerpts, source, message.Name);
        Add(excerpts, source, message.Parts is { } parts ? TextOf(parts) : message.Content, wasRefused);
        Add(excerpts, source, message.ReasoningContent);
        foreach (var call in message.ToolCalls)
        {
            Add(excerpts, source, $"{call.Name}\n{JsonTexts.Of(call.Arguments)}\n{(call.Extra is { } own ? JsonTexts.Of(own) : "")}");
        }

        if (message.Extra is { } extra)
        {
            Add(excerpts, source, JsonTexts.Of(extra));
        }
    }

    private static void Add(ImmutableArray<GuardExcerpt>.Builder excerpts, GuardSource source, string? text, bool wasRefused = false)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            excerpts.Add(new GuardExcerpt(source, text) { WasRefused = wasRefused });
        }
    }

    private static string TextOf(string parts)
    {
        using var document = JsonDocument.Parse(parts);
        var text = new StringBuilder();
        foreach (var part in document.RootElement.EnumerateArray())
        {
            ContentPart.Append(text, part);
        }

        return text.ToString();
    }

    private static GuardSource SourceOf(Role role) => role switch
    {
        Role.User => GuardSource.User,
        Role.Tool => GuardSource.Tool,
        Role.System or Role.Developer => GuardSource.System,
        Role.Assistant => GuardSource.Assistant,
    };
}
