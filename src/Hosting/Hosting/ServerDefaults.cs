namespace Inference.Hosting;

/// <summary>The product's defaults for settings of the frameworks; all that an operator sets overrides them.</summary>
internal static class ServerDefaults
{
    private const string Url = "http://localhost:8080";

    public static Dictionary<string, string?> For(IConfiguration configuration)
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Orleans"] = "Warning",
            // It reports the time since the machine started as a delay of its thread.
            ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
            // It reports every turn that takes a second, as on a slow machine the first one of most code does.
            ["Logging:LogLevel:Orleans.Runtime.Scheduler"] = "Error",
            // Each attempt to reach a silo that is gone, with a stack trace; the call that failed is logged by itself.
            ["Logging:LogLevel:Orleans.Runtime.Messaging.ConnectionManager"] = "Error",
            // Each event that could not be put on a memory stream, with a stack trace, as when the process stops: the publisher decides, and the outbox keeps the event.
            ["Logging:LogLevel:Orleans.Providers.MemoryAdapterFactory"] = "None",
            // The same for events that could not be read from a memory stream.
            ["Logging:LogLevel:Orleans.Providers.MemoryAdapterReceiver"] = "None",
            // The response already says that the process is not ready, every second or two for a balancer.
            ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
            // Each renewal of its place in the membership table that the database refused, with a stack trace; probes between silos do not depend on it.
            ["Logging:LogLevel:Orleans.Runtime.MembershipService.MembershipAgent"] = "Error",
            // Each statement that it has executed, heartbeats included, at Information.
            ["Logging:LogLevel:Npgsql"] = "Warning",
            // Each write of a grain's state that failed, with two stack traces; the caller of the grain or storage's health logs it.
            ["Logging:LogLevel:Orleans.Storage.AdoNetGrainStorage"] = "None",
            ["Logging:LogLevel:Inference.Sqlite.GatedGrainStorage"] = "None",
            ["Logging:LogLevel:Inference.Postgres.PostgresGrainStorage"] = "None",
            ["Logging:LogLevel:Polly"] = "Warning",
            ["Logging:LogLevel:System.Net.Http"] = "Warning",
        };
        if (string.IsNullOrEmpty(configuration["http_ports"]) && string.IsNullOrEmpty(configuration["https_ports"])
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            defaults["urls"] = Url;
        }

        return defaults;
    }
}
