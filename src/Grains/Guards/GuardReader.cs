using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Inference.Messages;

namespace Inference.Guards;

/// <summary>Collects all that a model will read of what the client wrote, oldest first.</summary>
internal static class GuardReader
{
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
        Add(excerpts, GuardSource.Definition, question.ReasoningEffort);
        foreach (var stop in question.Stop.IsDefault ? [] : question.Stop)
        {
            Add(excerpts, GuardSource.Stop, stop);
        }

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

    /// <summary>The first part, or other member, of messages that holds more than text, by its place and type; <see langword="null"/> when all can be read.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="areStored">Whether they were stored before the request: the other members of an assistant's message are then a model's own.</param>
    public static (string Place, string Type)? FindUnreadable(ImmutableArray<Message> messages, bool areStored = false)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            var message = messages[i];
            if (message.Parts is { } json && FindUnreadablePart(json) is var (part, type))
            {
                return ($"messages[{i}].content[{part}]", type);
            }

            var isAssistant = message.Role == Role.Assistant;
            if (!(areStored && isAssistant) && GuardMedia.Find(message.Extra, takesObjects: true, isAssistant) is { } name)
            {
                return ($"messages[{i}].{name}", name);
            }
        }

        return null;
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
