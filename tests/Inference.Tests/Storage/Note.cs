using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Storage;

[GenerateSerializer, Immutable, Alias("Inference.Storage.Note")]
public sealed record Note
{
    [Id(0)] public string Id { get; init; } = "";

    [Id(1)] public string Environment { get; init; } = "";

    [Id(2)] public DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public string? FileContext { get; init; }

    [Id(4)] public Role WrittenBy { get; init; }

    [Id(5)] public ImmutableArray<string> Tags { get; init; } = [];

    [Id(6)] public ImmutableDictionary<string, int> Counts { get; init; } = ImmutableDictionary<string, int>.Empty;

    public int Length => FileContext?.Length ?? 0;
}
