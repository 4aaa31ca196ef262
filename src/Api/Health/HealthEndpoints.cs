using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Inference.Health;

internal static class HealthEndpoints
{
    /// <summary>The tag of the checks behind <c>/health/ready</c>.</summary>
    public const string Ready = "ready";

    /// <summary>For balancers and orchestrators, which have no API key.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("Healthy"))
            .WithTags("service").WithName("live").WithSummary("Liveness").WithDescription("Whether the process runs.");
        routes.MapGet("/health/ready", AnswerAsync)
            .WithTags("service").WithName("ready").WithSummary("Readiness").WithDescription("Whether it can serve. `/health` answers the same.")
            .Produces(StatusCodes.Status200OK).Produces(StatusCodes.Status503ServiceUnavailable);
        // The conventional path, for those who have not read the documentation.
        routes.MapGet("/health", AnswerAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(Ready), cancellationToken);
        return TypedResults.Text(
            Describe(report),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    // What a check threw is not described: its message may name addresses.
    private static string Describe(HealthReport report) =>
        report.Entries.Values.FirstOrDefault(entry => entry is { Status: HealthStatus.Unhealthy, Exception: null, Description: not null }) is { Description: { } reason }
            ? $"{report.Status}: {reason}"
            : report.Status.ToString();
}
