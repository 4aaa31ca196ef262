namespace Inference.Actions;

/// <summary>What a client says about an action: something that may be done with a client, such as a call or an offer.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Actions.ActionFields")]
public sealed record ActionFields
{
    [Id(0)] public string? Name { get; init; }

    [Id(1)] public string? Description { get; init; }

    /// <summary>A free label.</summary>
    [Id(2)] public string? Type { get; init; }

    [Id(3)] public ActionPriority? Priority { get; init; }

    [Id(4)] public ActionStatus? Status { get; init; }

    /// <summary>Additional context for insights.</summary>
    [Id(5)] public string? CustomInsights { get; init; }

    /// <summary>An action group's id.</summary>
    [Id(6)] public string? Group { get; init; }

    /// <summary>Inclusive.</summary>
    [Id(7)] public DateTimeOffset? StartDate { get; init; }

    /// <summary>Inclusive, and not before <see cref="StartDate"/>.</summary>
    [Id(8)] public DateTimeOffset? EndDate { get; init; }

    [Id(9)] public string? Channel { get; init; }

    [Id(10)] public string? ChannelTemplate { get; init; }

    /// <summary>The model that an insight about this action asks, when its request names none.</summary>
    [Id(11)] public string? ModelId { get; init; }

    /// <summary>Whether insights may choose the action at a time.</summary>
    public bool CountsAt(DateTimeOffset now) =>
        Status == ActionStatus.Active && !(now < StartDate) && !(now > EndDate);
}

public enum ActionPriority
{
    VeryLow = 0,
    Low = 1,
    Medium = 2,
    High = 3,
    VeryHigh = 4,
}

public enum ActionStatus
{
    Archived = 0,
    Draft = 1,
    Active = 2,
    Inactive = 3,
}
