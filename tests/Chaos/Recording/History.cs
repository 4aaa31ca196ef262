using System.Collections.Immutable;

namespace Inference.Recording;

/// <summary>What the clients of a run did and were told, and what was done to the cluster meanwhile.</summary>
internal sealed record History
{
    public ImmutableArray<CompletionOperation> Completions { get; init; } = [];

    public ImmutableArray<UploadOperation> Uploads { get; init; } = [];

    public ImmutableArray<KeyOperation> Keys { get; init; } = [];

    public ImmutableArray<KeyUse> KeyUses { get; init; } = [];

    public ImmutableArray<LimitedKey> LimitedKeys { get; init; } = [];

    public ImmutableArray<StatisticsRead> StatisticsReads { get; init; } = [];

    public ImmutableArray<Probe> Probes { get; init; } = [];

    public ImmutableArray<Fault> Faults { get; init; } = [];

    public IEnumerable<IOperation> Operations => Completions.Concat<IOperation>(Uploads).Concat(Keys);
}
