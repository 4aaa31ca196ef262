using Inference.Actions;
using Inference.Infrastructure;
using Inference.Personas;

namespace Inference.Insights;

/// <summary>Subjects without a cluster.</summary>
internal static class InsightSamples
{
    public static InsightAction Action(
        string id, ActionPriority priority = ActionPriority.Medium, double? endsInDays = null, string description = "Call the client", string? channel = null) => new(
        id,
        new ActionFields
        {
            Name = $"Action {id}",
            Description = description,
            Type = "call",
            Priority = priority,
            Status = ActionStatus.Active,
            EndDate = endsInDays is { } days ? Samples.Noon.AddDays(days) : null,
            Channel = channel,
        },
        Group: null);

    public static InsightSubject Subject(string client, params InsightAction[] actions) =>
        new(Samples.Noon, new InsightClient(client, null), [.. actions]);

    public static InsightSubject Subject(PersonaFields persona, params InsightAction[] actions) =>
        new(Samples.Noon, new InsightClient("per_1", persona), [.. actions]);
}
