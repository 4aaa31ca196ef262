using Inference.Completions;
using Inference.Infrastructure;
using Inference.ModelServers;

[assembly: AssemblyFixture(typeof(UpstreamFixture))]

namespace Inference.Completions;

/// <summary>The API over two silos whose models are served by a model server: <c>upstream</c>, and others that a test scripts by name.</summary>
public sealed class UpstreamFixture : IAsyncLifetime
{
    private static readonly string[] Scripted = ["upstream", "tools", "failing", "dropping", "stalling", "silent", "reasoning", "fallen", "advisor", "org/m"];

    public InferenceHost Host { get; private set; } = null!;

    public ModelServerHost ModelServer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ModelServer = await ModelServerHost.StartAsync();
        var settings = new Dictionary<string, string?> { ["Completions:OrphanGrace"] = "00:00:00" };
        foreach (var name in Scripted)
        {
            settings[$"Models:Catalog:{name}:Provider"] = "openai";
            settings[$"Models:Catalog:{name}:Endpoint"] = ModelServer.BaseAddress.ToString();
            settings[$"Models:Catalog:{name}:Model"] = name;
        }

        settings["Models:Catalog:fallen:Fallbacks:0"] = "local";
        settings["Models:Catalog:org/m:Aliases:0"] = "gpt-test";
        ModelServer.Scenarios["tools"] = Scenario.Parse("scenario:tool");
        ModelServer.Scenarios["failing"] = Scenario.Parse("scenario:fail:400");
        ModelServer.Scenarios["dropping"] = Scenario.Parse("scenario:words:20,drop:5");
        ModelServer.Scenarios["stalling"] = Scenario.Parse("scenario:words:20,stall:5");
        ModelServer.Scenarios["silent"] = Scenario.Parse("scenario:silent");
        ModelServer.Scenarios["reasoning"] = Scenario.Parse("scenario:reasoning");
        ModelServer.Scenarios["fallen"] = Scenario.Parse("scenario:fail:500");
        Host = await InferenceHost.StartAsync(new InferenceHostOptions { Settings = settings });
    }

    public async ValueTask DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await ModelServer.DisposeAsync();
    }
}
