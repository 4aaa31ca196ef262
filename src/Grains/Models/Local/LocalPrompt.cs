using System.Collections.Immutable;
using System.Text;
using Inference.Messages;
using Inference.Retrieval;

namespace Inference.Models.Local;

/// <summary>A conversation as the local model reads it: what is asked, and the texts that may answer.</summary>
/// <remarks>The system prompt's documents, or the results of tools when these were the last to speak.</remarks>
internal sealed record LocalPrompt(string Question, string? Before, IReadOnlyList<LocalSource> Sources, bool FromTools)
{
    public static LocalPrompt Read(ImmutableArray<Message> messages)
    {
        var asked = messages.Where(message => message.Role is Role.User).Select(message => message.Content ?? "").ToList();
        var fromTools = messages is [.., { Role: Role.Tool }];
        return new LocalPrompt(
            asked.Count > 0 ? asked[^1] : "",
            asked.Count > 1 ? asked[^2] : null,
            fromTools ? ToolResults.Read(messages) : ReadSystem(messages),
            fromTools);
    }

    private static List<LocalSource> ReadSystem(ImmutableArray<Message> messages)
    {
        var sources = new List<LocalSource>();
        foreach (var message in messages)
        {
            if (message is { Role: Role.System or Role.Developer, Content: { } prompt })
            {
                ReadDocuments(prompt, sources);
            }
        }

        return sources;
    }

    private static void ReadDocuments(string prompt, List<LocalSource> sources)
    {
        var name = LocalSource.Context;
        var text = new StringBuilder();
        foreach (var line in prompt.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(ExpertDocument.HeadingPrefix))
            {
                Close(name, text, sources);
                name = line[ExpertDocument.HeadingPrefix.Length..].Trim().ToString();
            }
            else
            {
                text.Append(line).Append('\n');
            }
        }

        Close(name, text, sources);
    }

    private static void Close(string name, StringBuilder text, List<LocalSource> sources)
    {
        if (text.Length > 0)
        {
            sources.Add(new LocalSource(name, text.ToString()));
            text.Clear();
        }
    }
}

/// <summary>A text that the local model may quote, and how it is called.</summary>
internal sealed record LocalSource(string Name, string Text)
{
    /// <summary>The name of what the system prompt says outside of documents.</summary>
    public const string Context = "context";
}
