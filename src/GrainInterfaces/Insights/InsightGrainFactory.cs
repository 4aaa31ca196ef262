namespace Inference.Insights;

/// <summary>The only place that knows how an insight's key is built.</summary>
public static class InsightGrainFactory
{
    public static IInsightGrain GetInsight(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IInsightGrain>($"{environment}/{id}");
}
