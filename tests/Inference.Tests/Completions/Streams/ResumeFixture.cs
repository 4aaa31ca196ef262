using Inference.Completions.Streams;
using Inference.Infrastructure;
using Inference.ModelServers;

[assembly: AssemblyFixture(typeof(ResumeFixture))]

namespace Inference.Completions.Streams;

/// <summary>The API over two silos whose completions outlive their clients, and a model server whose scenarios the models' names select.</summary>
public sealed class ResumeFixture : IAsyncLifetime
{
    private readonly List<string> _models = [];

    public InferenceHost Host { get; private set; } = null!;

    public ModelServerHost ModelServer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ModelServer = await ModelServerHost.StartAsync();
        var settings = new Dictionary<string, string?> { ["Completions:OrphanGrace"] = "00:05:00" };
        for (var i = 0; i < 30; i++)
        {
            var model = $"resumed-{i}";
            settings[$"Models:Catalog:{model}:Endpoint"] = ModelServer.BaseAddress.ToString();
            settings[$"Models:Catalog:{model}:Retries"] = "0";
            _models.Add(model);
        }

        Host = await InferenceHost.StartAsync(new InferenceHostOptions { Settings = settings });
    }

    public async ValueTask DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await ModelServer.DisposeAsync();
    }

    /// <summary>A model of the test's own with this scenario.</summary>
    public string Model(Scenario scenario)
    {
        lock (_models)
        {
            var model = _models[^1];
            _models.RemoveAt(_models.Count - 1);
            ModelServer.Scenarios[model] = scenario;
            return model;
        }
    }
}
