using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Inference.Experts;
using Inference.Messages;
using Inference.Retrieval;

namespace Inference.Completions.Pipeline;

/// <summary>A model's prompt: the expert's context, what it knows, the request's own system message, then the conversation.</summary>
internal static class ExpertPrompt
{
    /// <summary>
    /// One system message holds all of it: many servers' templates take only one. What the request says comes after the expert's words.
    /// </summary>
    public static ImmutableArray<Message> Build(
        Expert? expert, CompletionCall call, ImmutableArray<Message> conversation, int fileContextBudget, DateTimeOffset now)
    {
        if (expert is null)
        {
            return conversation;
        }

        var own = conversation[0].Role is Role.System or Role.Developer ? conversation[0] : null;
        var question = conversation.LastOrDefault(m => m.Role == Role.User)?.Content ?? "";
        string[] parts =
        [
            PromptTemplate.Fill(expert.Fields.Context ?? "", call, now),
            ExpertDocuments.Select(expert.Fields.FileContext ?? [], question, fileContextBudget),
            own?.Content ?? "",
        ];
        var text = string.Join("\n\n", parts.Where(p => p.Length > 0));
        if (text.Length == 0)
        {
            return conversation;
        }

        var system = new Message { Role = Role.System, Content = text };
        return own is null ? conversation.Insert(0, system) : conversation.SetItem(0, system);
    }

    /// <summary>The request's tools, and those of the expert's that have other names.</summary>
    public static ImmutableArray<Tool> Tools(Expert? expert, ImmutableArray<Tool> requested) =>
        expert?.Fields.Tools is not { Length: > 0 } known
            ? requested
            : [.. requested, .. known.Where(k => !requested.Any(r => r.Name == k.Name))];
}

/// <summary>Fills <c>{{date}}</c>, <c>{{user}}</c> and <c>{{metadata.KEY}}</c> into an expert's context; what is not known becomes empty.</summary>
internal static partial class PromptTemplate
{
    public static string Fill(string template, CompletionCall call, DateTimeOffset now)
    {
        if (!template.Contains("{{", StringComparison.Ordinal))
        {
            return template;
        }

        using var metadata = call.Metadata is null ? null : JsonDocument.Parse(call.Metadata);
        return Placeholder().Replace(template, match => match.Groups[1].Value switch
        {
            "date" => now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "user" => call.User ?? "",
            var name => Metadata(metadata, name["metadata.".Length..]),
        });
    }

    private static string Metadata(JsonDocument? metadata, string key) =>
        metadata is not null && metadata.RootElement.TryGetProperty(key, out var value) ? value.ToString() : "";

    [GeneratedRegex(@"\{\{\s*(date|user|metadata\.[^\s{}]+)\s*\}\}")]
    private static partial Regex Placeholder();
}
