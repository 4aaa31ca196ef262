using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inference.Health;

internal static class HealthEndpoints
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster", tags: [Ready]);
        return services;
    }

    /// <summary>For balancers and orchestrators, who have no API key.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("Healthy"))
            .WithTags("service").WithName("live").WithSummary("Liveness").WithDescription("Whether the process runs.");
        routes.MapGet("/health/ready", AnswerAsync)
            .WithTags("service").WithName("ready").WithSummary("Readiness").WithDescription("Whether it can serve. `/health` answers the same.")
            .Produces(StatusCodes.Status200OK).Produces(StatusCodes.Status503ServiceUnavailable);
        // What is tried first without a look at the documentation.
        routes.MapGet("/health", AnswerAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(Ready), cancellationToken);
        return TypedResults.Text(
            report.Status.ToString(),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
