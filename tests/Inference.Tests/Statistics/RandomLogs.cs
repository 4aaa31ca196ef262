using CsCheck;
using Inference.InferenceLogs;
using Inference.Infrastructure;

namespace Inference.Statistics;

/// <summary>Logs of some days, and questions about them, whose bounds lie anywhere, also where hours and days begin.</summary>
internal static class RandomLogs
{
    private const long Window = 60 * 3_600_000L;

    private static readonly DateTimeOffset Begin = Samples.Noon.AddHours(-20);

    private static readonly Gen<long> Time = Gen.Select(Gen.Long[0, Window], Gen.OneOfConst(1L, 1L, 1_000, 60_000, 3_600_000))
        .Select((time, step) => time / step * step);

    private static readonly Gen<DateTimeOffset> Bound = Gen.Select(Time, Gen.OneOfConst(0L, 0, 1, 9_999))
        .Select((time, ticks) => Begin.AddMilliseconds(time).AddTicks(ticks));

    /// <summary>Without id and environment.</summary>
    public static readonly Gen<InferenceLog> Log =
        from time in Time
        from names in Gen.Int[0, 2].Array[6]
        from succeeded in Gen.Bool
        from tokens in Gen.OneOf(Gen.Int[0, 5_000], Gen.Int[0, 1]).Array[4]
        from latency in Gen.OneOf(Gen.Int[0, 300], Gen.Int[0, 100_000], Gen.Int[0, int.MaxValue])
        select Samples.Log("") with
        {
            CreatedAt = Begin.AddMilliseconds(time),
            Owner = $"owner {names[0]}",
            ApiKeyId = $"key {names[1]}",
            Model = $"model {names[2]}",
            Type = $"type {names[3]}",
            User = names[4] == 0 ? null : $"user {names[4]}",
            CorrelationId = $"correlation {names[5]}",
            Succeeded = succeeded,
            InputTokens = tokens[0],
            OutputTokens = tokens[1],
            CachedTokens = tokens[2],
            ReasoningTokens = tokens[3],
            LatencyMilliseconds = latency,
        };

    /// <summary>Without an environment.</summary>
    public static readonly Gen<StatisticsFilter> Filter =
        from bounds in Bound.Array[2].Where(bounds => bounds[0] != bounds[1])
        from names in Gen.Int[0, 11].Array[6]
        select new StatisticsFilter
        {
            Environment = "",
            Start = bounds.Min(),
            End = bounds.Max(),
            Owner = Name("owner", names[0]),
            ApiKeyId = Name("key", names[1]),
            Model = Name("model", names[2]),
            Type = Name("type", names[3]),
            User = Name("user", names[4] * 2),
            CorrelationId = Name("correlation", names[5] * 2),
        };

    // One in four asks for a name, and one of those for a name that no log has.
    private static string? Name(string kind, int number) => number < 3 ? $"{kind} {number + 1}" : null;
}
