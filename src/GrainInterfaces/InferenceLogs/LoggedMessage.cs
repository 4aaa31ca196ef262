using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.InferenceLogs;

/// <summary>A request's message as the log keeps it.</summary>
[GenerateSerializer, Immutable, Alias("Inference.InferenceLogs.LoggedMessage")]
public sealed record LoggedMessage
{
    [Id(0)] public required Role Role { get; init; }

    /// <summary><see langword="null"/> when contents are not logged.</summary>
    [Id(1)] public string? Content { get; init; }

    /// <summary>Length of the content in UTF-16 units, kept when the content is not.</summary>
    [Id(2)] public int? Length { get; init; }

    [Id(3)] public string? Name { get; init; }

    [Id(4)] public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];
}
