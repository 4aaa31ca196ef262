using System.ComponentModel.DataAnnotations;
using Inference.Documents;
using Inference.Paging;

namespace Inference.ActionGroups;

/// <summary>What a client says of an action group.</summary>
internal record ActionGroupRequest : IDocumentRequest<ActionGroupFields>
{
    [StringLength(256, MinimumLength = 1)]
    public virtual string? Name { get; init; }

    [StringLength(4_096, MinimumLength = 1)]
    public virtual string? Description { get; init; }

    public ActionGroupFields ToFields() => new() { Name = Name, Description = Description };
}

/// <summary>What a new action group is to be.</summary>
internal sealed record CreateActionGroupRequest : ActionGroupRequest
{
    [Required, StringLength(256, MinimumLength = 1)]
    public override required string? Name { get; init; }

    [Required, StringLength(4_096, MinimumLength = 1)]
    public override required string? Description { get; init; }
}

/// <summary>An action group as clients see it.</summary>
internal sealed record ActionGroupResponse : IDocumentResponse<ActionGroupResponse, ActionGroupFields>
{
    public static PageParameters Paging { get; } = new(defaultSize: 10, counting: PageCounting.FromZero);

    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static ActionGroupResponse From(Document<ActionGroupFields> group) => new()
    {
        Id = group.Id,
        Name = group.Fields.Name,
        Description = group.Fields.Description,
        CreatedAt = group.CreatedAt,
        UpdatedAt = group.UpdatedAt,
    };
}
