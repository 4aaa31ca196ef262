using System.Diagnostics.Metrics;
using Inference.Settings;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Inference.Telemetry;

internal static class TelemetryServices
{
    /// <summary>Metrics of the product, of the web server and of the process, for Prometheus to fetch; Orleans' where <see cref="TelemetryOptions.Orleans"/> is set.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddInferenceOptions<TelemetryOptions>();
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

    // Steps of a message's way through Orleans: some twenty-five are counted for each completion, and none calls for an action.
    private static bool IsUncounted(Instrument instrument) =>
        instrument.Name.StartsWith("orleans-directory-", StringComparison.Ordinal)
        || instrument.Name.StartsWith("orleans-messaging-processing-", StringComparison.Ordinal);
}
