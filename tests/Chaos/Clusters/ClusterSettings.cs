using System.Globalization;
using Inference.Processes;

namespace Inference.Clusters;

/// <summary>The settings of a cluster's processes, as an operator would give them: the shipped defaults, but for what the run could not wait for.</summary>
internal sealed record ClusterSettings(string ConnectionString, Uri Models, string LogDirectory)
{
    public const string AdminKey = "chaos-0123456789abcdef0123456789abcdef";

    private readonly string _cluster = $"chaos-{Guid.NewGuid():n}";

    public NodeSettings Silo(int number) => new()
    {
        Name = $"silo {number}",
        Assembly = "Inference.Silo.dll",
        LogFile = Path.Combine(LogDirectory, $"silo-{number}.log"),
        Environment = new Dictionary<string, string>(Shared)
        {
            ["Inference__ServeApi"] = "false",
            ["Inference__AdminKey"] = AdminKey,
            ["Inference__DataDirectory"] = LogDirectory,
            ["Inference__Cluster__SiloPort"] = Port(),
            ["Inference__Cluster__GatewayPort"] = Port(),
            ["Inference__Cluster__AdvertisedAddress"] = "127.0.0.1",
            // The comparison waits for the end of every answer, also of those whose client does not return.
            ["Completions__OrphanGrace"] = "00:00:15",
            ["Models__Default"] = "chaos",
            ["Models__Catalog__chaos__Provider"] = "openai",
            ["Models__Catalog__chaos__Endpoint"] = $"{Models}",
            ["Models__Catalog__paced__Provider"] = "openai",
            ["Models__Catalog__paced__Endpoint"] = $"{Models}",
            ["Models__Catalog__paced__Model"] = "scenario:rate:30",
        },
    };

    public NodeSettings FrontEnd(int number)
    {
        var port = FreePort.Take();
        return new NodeSettings
        {
            Name = $"front end {number}",
            Assembly = "Inference.Api.dll",
            Port = port,
            ServesHttp = true,
            LogFile = Path.Combine(LogDirectory, $"front-end-{number}.log"),
            Environment = new Dictionary<string, string>(Shared) { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}" },
        };
    }

    private Dictionary<string, string> Shared => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Logging__LogLevel__Default"] = "Warning",
        ["Inference__Storage"] = "postgres",
        ["ConnectionStrings__Inference"] = ConnectionString,
        // The run's clients go from one front end to the next by themselves.
        ["Hosting__DrainDelay"] = "00:00:00",
        ["Inference__Cluster__ServiceId"] = "chaos",
        ["Inference__Cluster__ClusterId"] = _cluster,
    };

    private static string Port() => FreePort.Take().ToString(CultureInfo.InvariantCulture);
}
