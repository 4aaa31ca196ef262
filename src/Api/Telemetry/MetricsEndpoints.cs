using Inference.Http;
using Microsoft.Extensions.Options;

namespace Inference.Telemetry;

internal static class MetricsEndpoints
{
    private const string Path = "/metrics";

    /// <summary>For Prometheus, who has no API key: on the management port where there is one, at every address otherwise.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        var scrape = ((IApplicationBuilder)app).New().UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build();
        var port = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.ManagementPort;
        var answer = Task (HttpContext context) =>
        {
            // The connection's port: a Host header says what its sender likes. One spelling: routing takes others, which a proxy's rules may not know.
            if ((port is null || context.Connection.LocalPort == port) && context.Request.Path.Value == Path)
            {
                return scrape(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
        app.MapGet(Path, (Delegate)answer)
            .WithTags("service").WithName("metrics").WithSummary("Metrics").WithDescription("For Prometheus, on the management port where one is set.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        if (port is { } managementPort)
        {
            Listen(app, managementPort);
        }
    }

    // Addresses that are set here stand for those that are configured, so these come along.
    private static void Listen(WebApplication app, int port)
    {
        foreach (var url in (app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            app.Urls.Add(url);
        }

        app.Urls.Add($"http://*:{port}");
    }
}
