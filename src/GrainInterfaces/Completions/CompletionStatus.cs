namespace Inference.Completions;

/// <summary>A completion as it was at the moment of the call: whole, or what is there while it is made.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionStatus")]
public sealed record CompletionStatus(
    [property: Id(0)] Completion Completion,
    [property: Id(1)] bool IsRunning,
    [property: Id(2)] bool NamesChat);
