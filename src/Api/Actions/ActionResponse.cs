using Inference.Documents;

namespace Inference.Actions;

/// <summary>An action as clients see it.</summary>
internal sealed record ActionResponse
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Type { get; init; }

    public ActionPriority? Priority { get; init; }

    public ActionStatus? Status { get; init; }

    public string? CustomInsights { get; init; }

    public string? Group { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public DateTimeOffset? EndDate { get; init; }

    public string? Channel { get; init; }

    public string? ChannelTemplate { get; init; }

    public string? ModelId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether this list had no room for the whole of it.</summary>
    public bool? Truncated { get; init; }

    public static ActionResponse From(Document<ActionFields> action) => new()
    {
        Id = action.Id,
        Name = action.Fields.Name,
        Description = action.Fields.Description,
        Type = action.Fields.Type,
        Priority = action.Fields.Priority,
        Status = action.Fields.Status,
        CustomInsights = action.Fields.CustomInsights,
        Group = action.Fields.Group,
        StartDate = action.Fields.StartDate,
        EndDate = action.Fields.EndDate,
        Channel = action.Fields.Channel,
        ChannelTemplate = action.Fields.ChannelTemplate,
        ModelId = action.Fields.ModelId,
        CreatedAt = action.CreatedAt,
        UpdatedAt = action.UpdatedAt,
        Truncated = action.Truncated,
    };
}
