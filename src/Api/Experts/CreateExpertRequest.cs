using System.ComponentModel.DataAnnotations;
using Inference.Completions;
using Inference.Requests;

namespace Inference.Experts;

/// <summary>What a new expert is to be.</summary>
internal sealed record CreateExpertRequest : IValidatableObject
{
    [StringLength(128, MinimumLength = 1)]
    public required string Name { get; init; }

    [StringLength(4_096, MinimumLength = 1)]
    public required string Description { get; init; }

    [StringLength(200_000)]
    public string? Context { get; init; }

    public IReadOnlyList<Dictionary<string, string>>? FileContext { get; init; }

    public IReadOnlyList<ToolBody>? Tools { get; init; }

    [MaxLength(1_000), ItemLength(500)]
    public IReadOnlyList<string>? Examples { get; init; }

    public string? Model { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => ExpertRules.Check(FileContext, Tools);

    public ExpertFields ToFields() => new UpdateExpertRequest
    {
        Name = Name,
        Description = Description,
        Context = Context,
        FileContext = FileContext,
        Tools = Tools,
        Examples = Examples,
        Model = Model,
        Metadata = Metadata,
    }.ToFields();
}
