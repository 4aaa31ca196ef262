using Inference.Completions;
using Inference.Documents;

namespace Inference.Experts;

/// <summary>An expert as clients see it.</summary>
internal sealed record ExpertResponse
{
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
