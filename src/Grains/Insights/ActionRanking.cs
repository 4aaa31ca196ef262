using System.Collections.Immutable;
using Inference.Actions;
using Inference.Language;

namespace Inference.Insights;

/// <summary>Ranks actions by priority, fit and dates. Two that differ in one of them alone are in the order of that one.</summary>
internal static class ActionRanking
{
    // So many shared words, of which no other action has any, make half a fit.
    private const double HalfFit = 2;

    // An end so many days away is half as urgent as one now.
    private const double HalfUrgency = 7;

    /// <summary>Best first; equals in the order of their ends, then in the order in which they were asked for.</summary>
    public static ImmutableArray<RankedAction> Of(InsightSubject subject)
    {
        var client = ContentWords.Of(ClientText.Of(subject.Client));
        var shared = subject.Actions.Select(action => ContentWords.Of(TextOf(action)).Where(client.Contains).ToImmutableHashSet()).ToList();
        var owners = shared.SelectMany(words => words).CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. subject.Actions
                .Zip(shared, (action, words) => new RankedAction(
                    action,
                    PriorityOf(action.Fields.Priority),
                    UrgencyOf(action.Fields.EndDate, subject.Now),
                    FitOf(words.Sum(word => 1.0 / owners[word])),
                    words))
                .OrderByDescending(ranked => ranked.Score)
                .ThenBy(ranked => ranked.Action.Fields.EndDate ?? DateTimeOffset.MaxValue),
        ];
    }

    /// <summary>What an action is about, in words.</summary>
    public static string TextOf(InsightAction action) => string.Join('\n', ((string?[])
    [
        action.Fields.Name, action.Fields.Description, action.Fields.CustomInsights, action.Fields.Type, action.Fields.Channel,
        action.Group?.Name, action.Group?.Description,
    ]).OfType<string>());

    private static double PriorityOf(ActionPriority? priority) => (double)(priority ?? ActionPriority.VeryLow) / (double)ActionPriority.VeryHigh;

    private static double FitOf(double words) => words / (words + HalfFit);

    private static double UrgencyOf(DateTimeOffset? end, DateTimeOffset now) =>
        end is { } ends ? HalfUrgency / (HalfUrgency + Math.Max(0, (ends - now).TotalDays)) : 0;
}

/// <summary>An action with what speaks for it, each from 0 to 1.</summary>
/// <param name="Action">The action.</param>
/// <param name="Priority">As its owner says.</param>
/// <param name="Urgency">How near its end is.</param>
/// <param name="Fit">How much of it is in what is known of the client.</param>
/// <param name="Shared">The stems of the words that it has in common with that.</param>
internal sealed record RankedAction(InsightAction Action, double Priority, double Urgency, double Fit, ImmutableHashSet<string> Shared)
{
    private const double PriorityShare = 0.5;
    private const double FitShare = 0.35;
    private const double UrgencyShare = 0.15;

    public double Score => PriorityShare * Priority + FitShare * Fit + UrgencyShare * Urgency;
}
