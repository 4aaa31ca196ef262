using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Inference.ModelServers;

/// <summary>An OpenAI-compatible model server on Kestrel that behaves as vLLM or llama.cpp do, well or badly.</summary>
public sealed class ModelServerHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ModelServerHost(WebApplication app) => _app = app;

    /// <summary>With the <c>/v1</c> at the end, as a client is configured.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>The chat completion requests so far.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Scenarios by the model's name; they go before those that the name itself selects. May change at any time.</summary>
    public ConcurrentDictionary<string, Scenario> Scenarios { get; } = new();

    public static async Task<ModelServerHost> StartAsync(ModelServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ModelServerOptions();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Url);
        var app = builder.Build();
        var host = new ModelServerHost(app);
        var completions = new ChatCompletions(options, host.Requests, host.Scenarios);
        app.MapPost("/v1/chat/completions", completions.HandleAsync);
        app.MapGet("/v1/models", () => new { @object = "list", data = new[] { Model("instant"), Model("scenario:reasoning") } });
        app.MapGet("/health", () => Results.Ok());
        await app.StartAsync(cancellationToken);
        host.BaseAddress = new Uri(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1");
        return host;
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        // Answers that stall would otherwise be waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static object Model(string id) => new { id, @object = "model", created = 1_750_000_000, owned_by = "vllm" };
}
