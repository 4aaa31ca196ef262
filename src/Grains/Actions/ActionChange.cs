using System.Collections.Immutable;
using Inference.Documents;
using Inference.Errors;

namespace Inference.Actions;

/// <summary>What becomes of an action's fields when some are given and some are cleared.</summary>
internal static class ActionChange
{
    /// <summary>A new action, whose defaults are filled in.</summary>
    public static ActionFields New(ActionFields given) => Checked(given with { Status = given.Status ?? ActionStatus.Draft });

    public static ActionFields Apply(ActionFields old, ActionFields given, ImmutableArray<string> cleared)
    {
        var patch = new FieldPatch(cleared);
        patch.Keep("name", "description", "type", "priority");
        return Checked(new ActionFields
        {
            Name = given.Name ?? old.Name,
            Description = given.Description ?? old.Description,
            Type = given.Type ?? old.Type,
            Priority = given.Priority ?? old.Priority,
            Status = patch.Of(given.Status, old.Status, "status") ?? ActionStatus.Draft,
            CustomInsights = patch.Of(given.CustomInsights, old.CustomInsights, "custom_insights"),
            Group = patch.Of(given.Group, old.Group, "group"),
            StartDate = patch.Of(given.StartDate, old.StartDate, "start_date"),
            EndDate = patch.Of(given.EndDate, old.EndDate, "end_date"),
            Channel = patch.Of(given.Channel, old.Channel, "channel"),
            ChannelTemplate = patch.Of(given.ChannelTemplate, old.ChannelTemplate, "channel_template"),
            ModelId = patch.Of(given.ModelId, old.ModelId, "model_id"),
        });
    }

    private static ActionFields Checked(ActionFields fields) => fields.StartDate > fields.EndDate
        ? throw new InferenceException(ErrorKind.InvalidParamValue, "end_date must not be before start_date.", "end_date")
        : fields;
}
