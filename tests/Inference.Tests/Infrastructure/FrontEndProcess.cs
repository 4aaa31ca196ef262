using System.Net.Http.Headers;
using Inference.Processes;

namespace Inference.Infrastructure;

/// <summary>A front end of its own as a process. It listens at once, with or without a silo.</summary>
public sealed class FrontEndProcess : IAsyncDisposable
{
    private readonly ManagedProcess _process;

    private FrontEndProcess(ManagedProcess process) => _process = process;

    public Uri Address => _process.Address;

    /// <summary>Starts it and waits until it answers. Settings are named as in configuration, such as <c>Inference:Storage</c>.</summary>
    public static async Task<FrontEndProcess> StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        ProcessTestAttribute.Require();
        var port = FreePort.Take();
        var environment = settings.ToDictionary(
            setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value ?? "", StringComparer.Ordinal);
        environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        var frontEnd = new FrontEndProcess(ManagedProcess.Start("Inference.Api.dll", [], port, environment));
        await frontEnd._process.WaitUntilAsync(
            () => new HttpRequestMessage(HttpMethod.Get, "/health/live"), TestContext.Current.CancellationToken);
        return frontEnd;
    }

    /// <summary>A client that presents <see cref="SiloProcess.AdminKey"/>.</summary>
    public HttpClient CreateClient() => new()
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", SiloProcess.AdminKey) },
    };

    /// <summary>Waits until it reports that it can serve.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        await _process.WaitUntilAsync(() => new HttpRequestMessage(HttpMethod.Get, "/health/ready"), cancellationToken);

    /// <summary>SIGTERM, as an orchestrator sends it, and waits until it has ended: its exit code.</summary>
    public Task<int> TerminateAsync() => _process.TerminateAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
