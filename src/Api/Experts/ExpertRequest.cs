using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Inference.Binding;
using Inference.Completions.Contract;
using Inference.Documents;
using Inference.Paging;
using Inference.Validation;

namespace Inference.Experts;

/// <summary>What a client says of an expert.</summary>
internal record ExpertRequest : IDocumentRequest<ExpertFields>, IValidatableObject, ISourceBody
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

    void ISourceBody.KeepSource(ReadOnlySpan<byte> json) => SourceJson.Keep(json, [], Tools ?? []);

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

/// <summary>What a new expert is to be.</summary>
internal sealed record CreateExpertRequest : ExpertRequest
{
    [Required, StringLength(128, MinimumLength = 1)]
    public override required string? Name { get; init; }

    [Required, StringLength(4_096, MinimumLength = 1)]
    public override required string? Description { get; init; }
}

/// <summary>The rules of an expert that attributes cannot express.</summary>
internal static class ExpertRules
{
    private const int MaxFileContextBytes = 1_024 * 1_024;

    public static IEnumerable<ValidationResult> Check(
        IReadOnlyList<IReadOnlyDictionary<string, string>>? fileContext, IReadOnlyList<ToolBody>? tools)
    {
        if (fileContext?.Sum(BytesOf) > MaxFileContextBytes)
        {
            yield return new ValidationResult("file_context must be at most 1 MiB of text.", ["file_context"]);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tools?.Count; i++)
        {
            if (!names.Add(tools[i].Name))
            {
                var field = tools[i].Function is null ? $"tools[{i}]" : $"tools[{i}].function.name";
                yield return new ValidationResult($"{field} is the name of another tool.", [field]);
            }
        }
    }

    private static long BytesOf(IReadOnlyDictionary<string, string> file) =>
        file.Sum(entry => (long)Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
}

/// <summary>An expert as clients see it.</summary>
internal sealed record ExpertResponse : IDocumentResponse<ExpertResponse, ExpertFields>
{
    public static PageParameters Paging { get; } = new(defaultSize: 50);

    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Context { get; init; }

    public IEnumerable<SortedDictionary<string, string>>? FileContext { get; init; }

    public IEnumerable<ToolBody>? Tools { get; init; }

    public IEnumerable<string>? Examples { get; init; }

    public string? Model { get; init; }

    public SortedDictionary<string, string>? Metadata { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether this list had no room for the whole of it.</summary>
    public bool? Truncated { get; init; }

    public static ExpertResponse From(Document<ExpertFields> expert) => new()
    {
        Id = expert.Id,
        Name = expert.Fields.Name,
        Description = expert.Fields.Description,
        Context = expert.Fields.Context,
        FileContext = expert.Fields.FileContext?.Select(Sorted),
        Tools = expert.Fields.Tools?.Select(ToolBody.From),
        Examples = expert.Fields.Examples,
        Model = expert.Fields.Model,
        Metadata = expert.Fields.Metadata is { } metadata ? Sorted(metadata) : null,
        CreatedAt = expert.CreatedAt,
        UpdatedAt = expert.UpdatedAt,
        Truncated = expert.Truncated,
    };

    // Stored dictionaries have another order in every process.
    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> entries) =>
        new(entries.ToDictionary(), StringComparer.Ordinal);
}
