using Inference.Documents;

namespace Inference.ActionGroups;

/// <summary>An action group as clients see it.</summary>
internal sealed record ActionGroupResponse
{
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
