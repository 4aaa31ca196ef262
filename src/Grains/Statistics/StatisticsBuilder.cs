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
        InputTokens = _sums.Tokens.Input,
        OutputTokens = _sums.Tokens.Output,
        CachedTokens = _sums.Tokens.Cached,
        ReasoningTokens = _sums.Tokens.Reasoning,
        LatencyMilliseconds = _sums.LatencyMilliseconds,
        Models = [.. _models.OrderBy(model => model.Key, StringComparer.Ordinal).Select(model => new ModelCalls(model.Key, model.Value))],
    };
}

/// <summary>What adds up over logs.</summary>
public readonly record struct CallSums(long Calls, long Successes, TokenSums Tokens, long LatencyMilliseconds)
{
    public static CallSums operator +(CallSums left, CallSums right) => new(
        left.Calls + right.Calls,
        left.Successes + right.Successes,
        left.Tokens + right.Tokens,
        left.LatencyMilliseconds + right.LatencyMilliseconds);
}

/// <summary>Tokens read and made; of the former those that came from caches, of the latter those of the reasoning.</summary>
public readonly record struct TokenSums(long Input, long Output, long Cached, long Reasoning)
{
    public static TokenSums operator +(TokenSums left, TokenSums right) => new(
        left.Input + right.Input,
        left.Output + right.Output,
        left.Cached + right.Cached,
        left.Reasoning + right.Reasoning);
}
