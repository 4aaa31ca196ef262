using System.ComponentModel.DataAnnotations;
using Inference.Documents;
using Inference.Paging;

namespace Inference.Actions;

/// <summary>What a client says of an action.</summary>
internal record ActionRequest : IDocumentRequest<ActionFields>
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

/// <summary>What a new action is to be.</summary>
internal sealed record CreateActionRequest : ActionRequest
{
    [Required, StringLength(256, MinimumLength = 1)]
    public override required string? Name { get; init; }

    [Required, StringLength(4_096, MinimumLength = 1)]
    public override required string? Description { get; init; }

    [Required, StringLength(64, MinimumLength = 1)]
    public override required string? Type { get; init; }

    [Required]
    public override required ActionPriority? Priority { get; init; }
}

/// <summary>An action as clients see it.</summary>
internal sealed record ActionResponse : IDocumentResponse<ActionResponse, ActionFields>
{
    public static PageParameters Paging { get; } = new(defaultSize: 10, counting: PageCounting.FromZero);

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
