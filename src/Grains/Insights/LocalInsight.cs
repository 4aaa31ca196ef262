using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Inference.Actions;
using Inference.Language;

namespace Inference.Insights;

/// <summary>Chooses the best-ranked action and says why, in words of the action's and the client's own: it makes nothing up.</summary>
internal static class LocalInsight
{
    private const int MostExplained = 5;
    private const int MostMatches = 8;
    private const int LongestQuote = 200;

    public static InsightAnswer Of(InsightSubject subject)
    {
        var ranking = ActionRanking.Of(subject);
        var best = ranking[0];
        var (matches, argument) = Argue(best, subject.Client);
        var timeliness = LocalTimeliness.Of(best.Action.Fields, subject.Now);
        return new InsightAnswer
        {
            Actions = [best.Action.Id],
            Insight = $"Take the action “{best.Action.Name}” with {subject.Client.Persona?.Name ?? "this client"}: it has "
                + $"{LocalTimeliness.Words(best.Action.Fields.Priority)} priority, {LocalTimeliness.Ending(best.Action.Fields)} and "
                + (matches.Count > 0 ? $"matches what is known of the client ({string.Join(", ", matches.Take(MostMatches))}{(matches.Count > MostMatches ? ", …" : "")})." : "nothing known of the client speaks for or against it."),
            Thinking = Explain(ranking),
            Argument = argument,
            ArgumentContent = best.Action.Fields.ChannelTemplate,
            ArgumentThinking = "The built-in model compares the words of the client and of the action; it understands neither.",
            BestChannel = best.Action.Fields.Channel,
            BestTime = best.Action.Fields.EndDate is { } end ? $"by {LocalTimeliness.Day(end)}" : null,
            Timeliness = timeliness,
        };
    }

    /// <summary>The words in common, and the sentences on both sides that have most of them.</summary>
    private static (List<string> Matches, string Argument) Argue(RankedAction best, InsightClient client)
    {
        var text = ClientText.Of(client);
        var matches = ContentWords.Find(text, best.Shared);
        if (matches.Count == 0)
        {
            return (matches, "Nothing that is known of the client has a word in common with the action; its priority and dates decided.");
        }

        return (matches, $"“{Quote(text, best.Shared)}” is known of the client, and the action says “{Quote(ActionRanking.TextOf(best.Action), best.Shared)}”.");
    }

    private static string Quote(string text, ImmutableHashSet<string> stems)
    {
        var sentence = ClientText.SentencesOf(text).MaxBy(sentence => ContentWords.Of(sentence).Count(stems.Contains)) ?? "";
        return sentence.Length <= LongestQuote ? sentence : sentence[..LongestQuote] + "…";
    }

    private static string Explain(ImmutableArray<RankedAction> ranking)
    {
        var lines = ranking.Take(MostExplained).Select(ranked => string.Create(
            CultureInfo.InvariantCulture,
            $"“{ranked.Action.Name}” {ranked.Score:0.00} (priority {ranked.Priority:0.00}, fit {ranked.Fit:0.00}, urgency {ranked.Urgency:0.00})"));
        var others = ranking.Length - MostExplained;
        return $"Ranked by priority (0.50), fit (0.35) and urgency (0.15): {string.Join("; ", lines)}{(others > 0 ? $"; and {others} more" : "")}.";
    }
}

/// <summary>Says when, as far as dates and priority tell.</summary>
internal static class LocalTimeliness
{
    private const int NowDays = 3;
    private const int SoonDays = 14;

    public static string Of(ActionFields action, DateTimeOffset now)
    {
        var left = action.EndDate - now;
        if (left is { } near && near.TotalDays <= SoonDays)
        {
            return $"{(near.TotalDays <= NowDays ? "now" : "soon")}: the action ends {In(near)}, on {Day(action.EndDate!.Value)}";
        }

        // An end that is far is no reason to hurry, however important the action is; without an end its priority is all there is.
        var urgency = left is null && action.Priority >= ActionPriority.High ? "soon" : "later";
        return $"{urgency}: the action has {Words(action.Priority)} priority and {Ending(action)}";
    }

    public static string Ending(ActionFields action) => action.EndDate is { } end ? $"ends on {Day(end)}" : "has no end date";

    public static string Words(ActionPriority? priority) =>
        priority is { } given ? JsonNamingPolicy.SnakeCaseLower.ConvertName($"{given}").Replace('_', ' ') : "no";

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string In(TimeSpan left) => (int)left.TotalDays switch
    {
        0 => "within a day",
        1 => "in a day",
        var days => $"in {days} days",
    };
}
