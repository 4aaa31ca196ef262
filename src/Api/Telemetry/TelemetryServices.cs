using OpenTelemetry.Metrics;

namespace Inference.Telemetry;

internal static class TelemetryServices
{
    /// <summary>Metrics of ours, of the frameworks below and of the process, for Prometheus to fetch.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter("Inference", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "System.Runtime")
            .AddPrometheusExporter());
        return services;
    }
}
