using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.PersonaDrafts;

/// <summary>The API over silos whose default model, <c>drafter</c>, is served by a model server.</summary>
public sealed class DraftFixture : IAsyncLifetime
{
    public const string Model = "drafter";

    public InferenceHost Host { get; private set; } = null!;

    public ModelServerHost ModelServer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ModelServer = await ModelServerHost.StartAsync();
        Host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Settings = new()
            {
                ["Models:Default"] = Model,
                [$"Models:Catalog:{Model}:Endpoint"] = ModelServer.BaseAddress.ToString(),
                [$"Models:Catalog:{Model}:RetryDelay"] = "00:00:00.001",
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await ModelServer.DisposeAsync();
    }
}
