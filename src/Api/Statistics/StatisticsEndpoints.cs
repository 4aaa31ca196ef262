using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Statistics;

internal static class StatisticsEndpoints
{
    public static RouteGroupBuilder MapStatistics(this IEndpointRouteBuilder routes)
    {
        var statistics = routes.MapGroup("/inference-logs/stats").WithTags("inference logs");
        statistics.MapGet("", GetAsync).RequireScope(ApiKeyScopes.LogsRead).WithName("getInferenceLogStats")
            .WithSummary("Aggregate inference logs")
            .WithDescription(
                "Over the logs of a period (start inclusive, end exclusive; the last 24 hours by default); of every owner for admin keys.");
        statistics.MapGet("/series", GetSeriesAsync).RequireScope(ApiKeyScopes.LogsRead).WithName("getInferenceLogStatsSeries")
            .WithSummary("Aggregate inference logs over time")
            .WithDescription("Point by point, with latency percentiles, for charts. Points begin where UTC's intervals do.");
        return statistics;
    }

    private static async Task<Ok<StatisticsResponse>> GetAsync(
        Parameters<StatisticsQuery> query, RequestCaller caller, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var filter = query.Value.ToFilter(caller.Caller, clock.GetUtcNow());
        var statistics = await grains.GetStatisticsQueries().GetAsync(filter, cancellationToken);
        return TypedResults.Ok(new StatisticsResponse(statistics, filter.Start, filter.End));
    }

    private static async Task<Ok<SeriesResponse>> GetSeriesAsync(
        Parameters<SeriesQuery> query, RequestCaller caller, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (filter, interval) = (query.Value.ToFilter(caller.Caller, clock.GetUtcNow()), query.Value.Interval);
        var points = await grains.GetStatisticsQueries().GetSeriesAsync(filter, interval, cancellationToken);
        return TypedResults.Ok(new SeriesResponse { Interval = interval, Data = points.Select(point => new PointResponse(point)) });
    }
}
