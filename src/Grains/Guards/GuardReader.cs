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
            Add(excerpts, GuardSource.Definition, $"{tool.Name}\n{tool.Description}\n{(tool.Parameters is { } schema ? JsonTexts.Of(schema) : "")}");
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

    /// <summary>The first part, by its place and type, that holds more than text; <see langword="null"/> when all can be read.</summary>
    public static (int Message, int Part, string Type)? FindUnreadable(ImmutableArray<Message> messages)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            if (messages[i].Parts is not { } json)
            {
                continue;
            }

            using var parts = JsonDocument.Parse(json);
            var place = 0;
            foreach (var part in parts.RootElement.EnumerateArray())
            {
                if (!ContentPart.IsReadable(part))
                {
                    return (i, place, ContentPart.TypeOf(part));
                }

                place++;
            }
        }

        return null;
    }

    private static bool IsRefusal(ImmutableArray<Message> messages, int index, string refusal) =>
        index < messages.Length && messages[index].Role == Role.Assistant && messages[index].Content == refusal;

    private static void Add(ImmutableArray<GuardExcerpt>.Builder excerpts, Message message, bool wasRefused)
    {
        var source = SourceOf(message.Role);
        Add(excerpts, source, message.Name);
        Add(excerpts, source, message.Parts is { } parts ? TextOf(parts) : message.Content, wasRefused);
        foreach (var call in message.ToolCalls)
        {
            Add(excerpts, source, $"{call.Name}\n{JsonTexts.Of(call.Arguments)}");
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
