using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Inference.Completions;
using Inference.Requests;

namespace Inference.Experts;

/// <summary>What a client says of an expert.</summary>
internal record ExpertRequest : IPatch, IValidatableObject
{
    [StringLength(128, MinimumLength = 1)]
    public virtual string? Name { get; init; }

    [StringLength(4_096, MinimumLength = 1)]
    public virtual string? Description { get; init; }

    [StringLength(200_000)]
    public string? Context { get; init; }

    public IReadOnlyList<Dictionary<string, string>>? FileContext { get; init; }

    public IReadOnlyList<ToolBody>? Tools { get; init; }

    [MaxLength(1_000), ItemLength(500)]
    public IReadOnlyList<string>? Examples { get; init; }

    public string? Model { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => ExpertRules.Check(FileContext, Tools);

    public ExpertFields ToFields() => new()
    {
        Name = Name,
        Description = Description,
        Context = Context,
        FileContext = FileContext?.Select(file => file.ToImmutableDictionary()).ToImmutableArray(),
        Tools = Tools?.Select(tool => tool.ToTool()).ToImmutableArray(),
        Examples = Examples?.ToImmutableArray(),
        Model = Model,
        Metadata = Metadata?.ToImmutableDictionary(),
    };
}
