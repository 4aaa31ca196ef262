namespace Inference.Hosting;

/// <summary>Settings of the frameworks below that are ours to choose, under everything that an operator sets.</summary>
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
            // It takes the time since the machine started for a thread that was late.
            ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
            // What takes a second on a slow machine, most of all the first time that code runs.
            ["Logging:LogLevel:Orleans.Runtime.Scheduler"] = "Error",
            // Each attempt to reach a silo that is gone, with a stack trace; who met the outage says so.
            ["Logging:LogLevel:Orleans.Runtime.Messaging.ConnectionManager"] = "Error",
            // Each event that could not be put on a memory stream, with a stack trace, as when the process stops: the publisher decides, and the outbox keeps the event.
            ["Logging:LogLevel:Orleans.Providers.MemoryAdapterFactory"] = "None",
            // The answer says that it is not ready; balancers ask every second or two.
            ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
            // Each statement that it has executed, heartbeats included, at Information.
            // Each renewal of its place in the membership table that the database refused, with a stack trace; probes between silos do not depend on it.
            ["Logging:LogLevel:Orleans.Runtime.MembershipService.MembershipAgent"] = "Error",
            ["Logging:LogLevel:Npgsql"] = "Warning",
            // Each write of a grain's state that failed, with two stack traces; the request or the work that asked for it says so, or storage's health does.
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
