using System.Collections.Immutable;

namespace Inference.Recording;

/// <summary>The operations of a run's clients with their results, and the injected faults.</summary>
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

/// <summary>One of many cheap requests, sent at a steady pace, that show whether there is service.</summary>
/// <param name="Series">Those of one key, which lives on one silo.</param>
/// <param name="Succeeded">Whether it was answered with 200 in time.</param>
/// <param name="Began">When it was sent.</param>
/// <param name="Ended">When the answer was there, or the client gave up.</param>
internal sealed record Probe(string Series, bool Succeeded, DateTimeOffset Began, DateTimeOffset Ended);

/// <summary>The number of calls of one type in the statistics during the run.</summary>
/// <param name="Type">The logs' type.</param>
/// <param name="Calls">How many there were.</param>
/// <param name="Began">When the question was sent.</param>
/// <param name="Ended">When the answer was there.</param>
internal sealed record StatisticsRead(string Type, int Calls, DateTimeOffset Began, DateTimeOffset Ended);
