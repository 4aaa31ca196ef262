using System.Runtime.InteropServices;

namespace Inference.Statistics;

/// <summary>Adds up parts of the logs that are asked for.</summary>
public sealed class StatisticsBuilder
{
    private readonly Dictionary<string, long> _models = new(StringComparer.Ordinal);
    private CallSums _sums;

    public void Add(string model, CallSums sums)
    {
        _sums += sums;
        CollectionsMarshal.GetValueRefOrAddDefault(_models, model, out _) += sums.Calls;
    }

    public LogStatistics Build() => new()
    {
        Calls = _sums.Calls,
        Successes = _sums.Successes,
        InputTokens = _sums.InputTokens,
        OutputTokens = _sums.OutputTokens,
        LatencyMilliseconds = _sums.LatencyMilliseconds,
        Models = [.. _models.OrderBy(model => model.Key, StringComparer.Ordinal).Select(model => new ModelCalls(model.Key, model.Value))],
    };
}

/// <summary>What adds up over logs.</summary>
public readonly record struct CallSums(long Calls, long Successes, long InputTokens, long OutputTokens, long LatencyMilliseconds)
{
    public static CallSums operator +(CallSums left, CallSums right) => new(
        left.Calls + right.Calls,
        left.Successes + right.Successes,
        left.InputTokens + right.InputTokens,
        left.OutputTokens + right.OutputTokens,
        left.LatencyMilliseconds + right.LatencyMilliseconds);
}
