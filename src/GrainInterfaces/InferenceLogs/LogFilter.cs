using System.Collections.Immutable;

namespace Inference.InferenceLogs;

/// <summary>Which logs. Environment and owner are the caller's bounds, the rest is what the client asks.</summary>
[GenerateSerializer, Immutable, Alias("Inference.InferenceLogs.LogFilter")]
public sealed record LogFilter
{
    [Id(0)] public required string Environment { get; init; }

    /// <summary><see langword="null"/> for admins: every owner.</summary>
    [Id(1)] public string? Owner { get; init; }

    /// <summary>Inclusive.</summary>
    [Id(2)] public DateTimeOffset? Start { get; init; }

    /// <summary>Exclusive.</summary>
    [Id(3)] public DateTimeOffset? End { get; init; }

    [Id(4)] public string? User { get; init; }

    [Id(5)] public string? ApiKeyId { get; init; }

    [Id(6)] public string? Model { get; init; }

    [Id(7)] public bool? Succeeded { get; init; }

    [Id(8)] public string? Type { get; init; }

    [Id(9)] public string? Tag { get; init; }

    [Id(10)] public string? CorrelationId { get; init; }
}

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
