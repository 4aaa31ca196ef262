using System.Collections.Immutable;

namespace Inference.Insights;

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
