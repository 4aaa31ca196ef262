namespace Inference.Statistics;

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
