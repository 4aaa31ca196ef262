using System.ComponentModel.DataAnnotations;

namespace Inference.ActionGroups;

/// <summary>What a new action group is to be.</summary>
internal sealed record CreateActionGroupRequest : ActionGroupRequest
{
    [Required, StringLength(256, MinimumLength = 1)]
    public override required string? Name { get; init; }

    [Required, StringLength(4_096, MinimumLength = 1)]
    public override required string? Description { get; init; }
}
