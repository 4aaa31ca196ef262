using System.ComponentModel.DataAnnotations;

namespace Inference.Experts;

/// <summary>What a new expert is to be.</summary>
internal sealed record CreateExpertRequest : ExpertRequest
{
    [Required, StringLength(128, MinimumLength = 1)]
    public override required string? Name { get; init; }

    [Required, StringLength(4_096, MinimumLength = 1)]
    public override required string? Description { get; init; }
}
