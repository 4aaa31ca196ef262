using System.Collections.Immutable;
using System.Text.Json;
using Inference.StructuredOutput;

namespace Inference.Insights;

/// <summary>Reads a model's answer and says, in words for the model, what is wrong with it.</summary>
internal static class InsightCheck
{
    public const string Insight = "insight";

    private static readonly string[] Urgencies = ["now", "soon", "later"];

    private static readonly string[] Texts =
        [Insight, "thinking", "argument", "argument_content", "argument_thinking", "best_channel", "best_time", "timeliness"];

    public static (InsightAnswer? Answer, string? Problem) Check(JsonElement json, ImmutableArray<InsightAction> asked)
    {
        var problems = new List<string>();
        problems.AddRange(Texts.Where(name => !IsTextOrNothing(json, name)).Select(name => $"\"{name}\" is not a text"));
        var chosen = Chosen(json, asked, problems);
        var insight = JsonObjectClient.Text(json, Insight);
        if (string.IsNullOrEmpty(insight))
        {
            problems.Add("\"insight\" is empty");
        }

        var timeliness = JsonObjectClient.Text(json, "timeliness");
        if (!IsTimely(timeliness))
        {
            problems.Add("\"timeliness\" does not begin with now, soon or later and go on with the reason");
        }

        var channel = Channel(JsonObjectClient.Text(json, "best_channel"), chosen, problems);
        return problems.Count > 0
            ? (null, string.Join("; ", problems))
            : (new InsightAnswer
            {
                Actions = [.. chosen.Select(action => action.Id)],
                Insight = insight!,
                Thinking = Optional(json, "thinking"),
                Argument = Optional(json, "argument"),
                ArgumentContent = Optional(json, "argument_content"),
                ArgumentThinking = Optional(json, "argument_thinking"),
                BestChannel = channel,
                BestTime = Optional(json, "best_time"),
                Timeliness = timeliness,
            }, null);
    }

    private static bool IsTextOrNothing(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.String or JsonValueKind.Null;

    private static string? Optional(JsonElement json, string name) => JsonObjectClient.Text(json, name) is { Length: > 0 } text ? text : null;

    /// <summary>The actions that the answer names, which may be one text with commas instead of a list.</summary>
    private static List<InsightAction> Chosen(JsonElement json, ImmutableArray<InsightAction> asked, List<string> problems)
    {
        string[] given = !json.TryGetProperty("actions", out var actions) ? []
            : actions.ValueKind == JsonValueKind.String ? actions.GetString()!.Split(',')
            : actions.ValueKind == JsonValueKind.Array ? [.. actions.EnumerateArray().Select(id => id.ToString())]
            : [];
        var ids = given.Select(id => id.Trim()).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var chosen = new List<InsightAction>();
        foreach (var id in ids)
        {
            if (asked.FirstOrDefault(action => action.Id == id) is { } action)
            {
                chosen.Add(action);
            }
            else
            {
                problems.Add($"\"actions\" has '{(id.Length <= 80 ? id : id[..80] + "…")}', which is not among the ids that were given");
            }
        }

        if (ids.Count == 0)
        {
            problems.Add("\"actions\" names none of the ids that were given");
        }

        return chosen;
    }

    private static bool IsTimely(string? timeliness) => Array.Exists(Urgencies, urgency =>
        timeliness is not null
        && timeliness.StartsWith(urgency, StringComparison.OrdinalIgnoreCase)
        && timeliness.Length > urgency.Length
        && !char.IsLetterOrDigit(timeliness[urgency.Length])
        && timeliness[urgency.Length..].Any(char.IsLetterOrDigit));

    private static string? Channel(string? given, List<InsightAction> chosen, List<string> problems)
    {
        var channels = chosen.Select(action => action.Fields.Channel).Where(channel => !string.IsNullOrEmpty(channel)).ToList();
        if (channels.Count == 0)
        {
            return string.IsNullOrEmpty(given) ? null : given;
        }

        var channel = channels.Find(channel => string.Equals(channel, given, StringComparison.OrdinalIgnoreCase));
        if (channel is null)
        {
            problems.Add($"\"best_channel\" is none of the chosen actions' channels: {string.Join(", ", channels.Distinct(StringComparer.Ordinal))}");
        }

        return channel;
    }
}
