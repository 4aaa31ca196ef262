using Inference.Infrastructure;
using Inference.Models.Wire;

namespace Inference.Completions;

/// <summary>The API over a silo whose model <c>up</c> is served by bytes that a test scripts.</summary>
public sealed class WireFixture : IAsyncLifetime
{
    internal ScriptedServer Server { get; } = new([[]]);

    internal InferenceHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await InferenceHost.StartAsync(new InferenceHostOptions
    {
        Silos = 1,
        Settings =
        {
            ["Models:Catalog:up:Endpoint"] = Server.Endpoint,
            ["Models:Catalog:up:RetryDelay"] = "00:00:00.001",
            ["Models:Catalog:up:BreakAfter"] = "1000",
            ["Models:Catalog:broken:Endpoint"] = Server.Endpoint,
            ["Models:Catalog:broken:Retries"] = "0",
            ["Models:Catalog:broken:BreakAfter"] = "2",
            ["Models:Catalog:broken:BreakDuration"] = "00:10:00",
        },
    });

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Server.DisposeAsync();
    }
}
