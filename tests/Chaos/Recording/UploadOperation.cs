using System.Collections.Immutable;

namespace Inference.Recording;

/// <summary>A file of personas that was sent and, where some of them were there already, finalized. Each persona's notes name the upload.</summary>
internal sealed record UploadOperation : IOperation
{
    public string Kind => Resolution is null ? "upload" : "upload finalized";

    /// <summary>No two uploads have the same name.</summary>
    public required string Upload { get; init; }

    /// <summary>The names of the personas, each once.</summary>
    public required ImmutableArray<string> Rows { get; init; }

    /// <summary>Which of them an earlier, acknowledged upload had written.</summary>
    public ImmutableArray<string> Conflicting { get; init; } = [];

    /// <summary>That earlier upload.</summary>
    public string? Earlier { get; init; }

    /// <summary><c>overwrite</c>, <c>create</c> or <c>skip</c>; <see langword="null"/> when there is no conflict.</summary>
    public string? Resolution { get; init; }

    public required Outcome Outcome { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }
}
