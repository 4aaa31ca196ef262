namespace Inference.ApiKeys;

/// <summary>A plan's limits.</summary>
internal sealed record RequestLimits(int PerMinute, int PerDay)
{
    /// <summary><see langword="null"/> when the plan has none.</summary>
    public static RequestLimits? Of(string plan) => plan switch
    {
        ApiKeyPlans.Free => new(60, 10_000),
        ApiKeyPlans.Professional => new(300, 100_000),
        ApiKeyPlans.Enterprise => new(1_000, 1_000_000),
        _ => null,
    };
}
