using System.Net.Http.Headers;

namespace Inference.Processes;

/// <summary>Our server in a process and a folder of its own, configured to answer with the benchmark's model server.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>Chosen by us, so that no output has to be read to find it.</summary>
    public const string AdminKey = "bench-0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("inference-bench-");

    private Server(Uri models) => Child = Start(models);

    public Child Child { get; }

    /// <summary>Returns before the server answers.</summary>
    public static Server Launch(Uri models) => new(models);

    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => Child.WaitUntilAsync(
        () => new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Authorization = Authorization } }, cancellationToken);

    public static AuthenticationHeaderValue Authorization => new("Bearer", AdminKey);

    public async ValueTask DisposeAsync()
    {
        await Child.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private Child Start(Uri models)
    {
        var port = FreePort.Take();
        return Child.Start("Inference.Silo.dll", [], port, new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Inference__AdminKey"] = AdminKey,
            ["Inference__DataDirectory"] = _data.FullName,
            ["Inference__Cluster__SiloPort"] = $"{FreePort.Take()}",
            ["Inference__Cluster__GatewayPort"] = $"{FreePort.Take()}",
            ["Models__Default"] = "bench",
            ["Models__Catalog__bench__Provider"] = "openai",
            ["Models__Catalog__bench__Endpoint"] = $"{models}v1",
            ["Models__Catalog__bench__Model"] = "instant",
            ["Models__Catalog__paced__Provider"] = "openai",
            ["Models__Catalog__paced__Endpoint"] = $"{models}v1",
            ["Models__Catalog__paced__Model"] = Streaming.StreamBenchmark.UpstreamModel,
        });
    }
}
