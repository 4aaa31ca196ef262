using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Inference.Telemetry;

internal static class TelemetryServices
{
    /// <summary>Metrics of ours, of the web server and of the process, for Prometheus to fetch; Orleans' where they are wanted.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section);
        services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter(Meters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddView(static instrument => IsUncounted(instrument) ? MetricStreamConfiguration.Drop : null)
            .AddPrometheusExporter(static exporter =>
            {
                // The meter's name on every line, and one for the process that Prometheus names itself.
                exporter.ScopeInfoEnabled = false;
                exporter.TargetInfoEnabled = false;
            }));
        services.ConfigureOpenTelemetryMeterProvider(static (provider, metrics) =>
        {
            if (provider.GetRequiredService<IOptions<TelemetryOptions>>().Value.Orleans)
            {
                metrics.AddMeter("Microsoft.Orleans");
            }
        });
        return services;
    }

    // Steps on a message's way through Orleans: some twenty-five are counted for each completion, and nobody acts on any.
    private static bool IsUncounted(Instrument instrument) =>
        instrument.Name.StartsWith("orleans-directory-", StringComparison.Ordinal)
        || instrument.Name.StartsWith("orleans-messaging-processing-", StringComparison.Ordinal);
}
