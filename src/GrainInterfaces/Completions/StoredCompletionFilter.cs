using System.Collections.Immutable;

namespace Inference.Completions;

/// <summary>Which stored completions, in which order. Environment and owner are the caller's bounds, the rest is what the client asks.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.StoredCompletionFilter")]
public sealed record StoredCompletionFilter
{
    [Id(0)] public required string Environment { get; init; }

    /// <summary><see langword="null"/> for admins: every owner.</summary>
    [Id(1)] public string? Owner { get; init; }

    [Id(2)] public string? Model { get; init; }

    /// <summary>Values that the metadata has, as text, by their keys.</summary>
    [Id(3)] public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    [Id(4)] public bool OldestFirst { get; init; }
}
