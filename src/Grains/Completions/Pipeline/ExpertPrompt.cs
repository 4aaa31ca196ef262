using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Inference.Experts;
using Inference.Messages;
using Inference.Retrieval;

namespace Inference.Completions.Pipeline;

/// <summary>A model's prompt: the expert's context, what it knows, the request's own system message, then the conversation.</summary>
internal static class ExpertPrompt
{
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        var text = Join(
            PromptTemplate.Fill(expert.Fields.Context ?? "", call, now),
            ExpertDocuments.Select(expert.Fields.FileContext ?? [], question, fileContextBudget));
        if (text.Length == 0)
        {
            return conversation;
        }

        return own is null
            ? conversation.Insert(0, new Message { Role = Role.System, Content = text })
            : conversation.SetItem(0, own with { Content = Join(text, own.Content ?? ""), Parts = own.Parts is { } parts ? Prepend(text, parts) : null });
    }

    /// <summary>The request's tools, and those of the expert's that have other names.</summary>
    public static ImmutableArray<Tool> Tools(Expert? expert, ImmutableArray<Tool> requested) =>
        expert?.Fields.Tools is not { Length: > 0 } known
            ? requested
            : [.. requested, .. known.Where(k => !requested.Any(r => r.Name == k.Name))];

    private static string Join(params IEnumerable<string> texts) => string.Join("\n\n", texts.Where(text => text.Length > 0));

    /// <summary>The request's parts stay as they came: their other members, such as <c>cache_control</c>, are the server's.</summary>
    private static string Prepend(string text, string parts)
    {
        var others = parts.AsSpan().TrimStart()[1..];
        return $"[{{\"type\":\"text\",\"text\":{JsonSerializer.Serialize(text, Writing)}}}{(others.TrimStart() is "]" ? "" : ",")}{others}";
    }
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
