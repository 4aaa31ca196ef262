namespace Inference.Completions;

/// <summary>Where an answer's time went.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionTimings")]
public sealed record CompletionTimings
{
    [Id(0)] public TimeSpan Guard { get; init; }

    [Id(1)] public TimeSpan Router { get; init; }

    [Id(2)] public TimeSpan ModelFirstToken { get; init; }

    [Id(3)] public TimeSpan Model { get; init; }

    [Id(4)] public TimeSpan Storage { get; init; }
}
