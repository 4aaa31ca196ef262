using System.ComponentModel.DataAnnotations;
using Inference.Requests;

namespace Inference.Actions;

/// <summary>What a client says of an action.</summary>
internal record ActionRequest : IPatch
{
    [StringLength(256, MinimumLength = 1)]
    public virtual string? Name { get; init; }

    [StringLength(4_096, MinimumLength = 1)]
    public virtual string? Description { get; init; }

    [StringLength(64, MinimumLength = 1)]
    public virtual string? Type { get; init; }

    public virtual ActionPriority? Priority { get; init; }

    /// <summary>Draft when left out.</summary>
    public ActionStatus? Status { get; init; }

    public string? CustomInsights { get; init; }

    /// <summary>An action group's id.</summary>
    public string? Group { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    /// <summary>Not before start_date.</summary>
    public DateTimeOffset? EndDate { get; init; }

    public string? Channel { get; init; }

    public string? ChannelTemplate { get; init; }

    public string? ModelId { get; init; }

    public ActionFields ToFields() => new()
    {
        Name = Name,
        Description = Description,
        Type = Type,
        Priority = Priority,
        Status = Status,
        CustomInsights = CustomInsights,
        Group = Group,
        StartDate = StartDate,
        EndDate = EndDate,
        Channel = Channel,
        ChannelTemplate = ChannelTemplate,
        ModelId = ModelId,
    };
}
