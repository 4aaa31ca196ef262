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
