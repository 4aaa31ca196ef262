using System.ComponentModel.DataAnnotations;

namespace Inference.Actions;

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
