using Inference.ActionGroups;
using Inference.Actions;

namespace Inference.Insights;

/// <summary>An action that an insight may choose.</summary>
internal sealed record InsightAction(string Id, ActionFields Fields, ActionGroupFields? Group)
{
    public string Name => Fields.Name ?? Id;
}
