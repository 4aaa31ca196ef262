using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Inference.Telemetry;

internal static class TelemetryServices
{
    /// <summary>Metrics of ours, of the frameworks below and of the process, for Prometheus to fetch.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter("Inference", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.Orleans", "System.Runtime")
            .AddView(static instrument => IsUncounted(instrument) ? MetricStreamConfiguration.Drop : null)
            .AddPrometheusExporter());
        return services;
    }

    // Steps on a message's way through Orleans: some twenty-five are counted for each completion, and nobody acts on any.
    private static bool IsUncounted(Instrument instrument) =>
        instrument.Name.StartsWith("orleans-directory-", StringComparison.Ordinal)
        || instrument.Name.StartsWith("orleans-messaging-processing-", StringComparison.Ordinal);
}
