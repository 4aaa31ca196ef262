using Inference.Limiting;
using Inference.Messages;
using Inference.Models.Catalog;
using Inference.Models.Local;
using Inference.ModelServers;
using Inference.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Inference.Models;

/// <summary>The model client as the silo has it, configured with models of a real model server.</summary>
internal sealed class ModelHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ModelHarness(ModelServerHost server, IConfigurationRoot configuration, Action<IServiceCollection>? configure)
    {
        Server = server;
        Configuration = configuration;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Debug));
        services.AddTokens();
        services.AddLimiting();
        services.AddModels();
        services.AddLocalModel();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public ModelServerHost Server { get; }

    public IConfigurationRoot Configuration { get; }

    public ModelLog Log { get; } = new();

    public IModelClient Client => _services.GetRequiredService<IModelClient>();

    public ModelCatalog Catalog => _services.GetRequiredService<ModelCatalog>();

    /// <summary>Models by name, each with its settings as <c>Name=Value</c>; they are served by scenarios of the same name.</summary>
    public static Task<ModelHarness> StartAsync(params (string Name, string[] Settings)[] models) => StartAsync(null, models);

    /// <summary>The same with other services than the silo's.</summary>
    public static async Task<ModelHarness> StartAsync(Action<IServiceCollection>? configure, params (string Name, string[] Settings)[] models)
    {
        var server = await ModelServerHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string?>();
        foreach (var (name, values) in models)
        {
            settings[$"Models:Catalog:{name}:Endpoint"] = server.BaseAddress.ToString();
            settings[$"Models:Catalog:{name}:RetryDelay"] = "00:00:00.001";
            foreach (var value in values)
            {
                var parts = value.Split('=', 2);
                settings[$"Models:Catalog:{name}:{parts[0]}"] = parts[1];
            }
        }

        return new ModelHarness(server, new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), configure);
    }

    /// <summary>The model <c>m</c> at a server of the test's own.</summary>
    public static Task<ModelHarness> StartAsync(Wire.ScriptedServer server, params string[] settings) =>
        StartAsync(("m", [$"Endpoint={server.Endpoint}", .. settings]));

    public static ModelRequest Ask(string model, params Message[] messages) => new()
    {
        Model = model,
        Messages = messages.Length > 0 ? [.. messages] : [new Message { Role = Role.User, Content = "Where is the cloakroom?" }],
    };

    public Task<ModelAnswer> AnswerAsync(ModelRequest request) => Client.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<ModelAnswer> AnswerAsync(string model) => AnswerAsync(Ask(model));

    public async Task<List<ModelUpdate>> StreamAsync(ModelRequest request)
    {
        List<ModelUpdate> updates = [];
        await foreach (var update in Client.StreamAsync(request, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }

    public Task<List<ModelUpdate>> StreamAsync(string model) => StreamAsync(Ask(model));

    /// <summary>Changes settings as an edited file would: all at once, then the change is signalled.</summary>
    public void Reconfigure(params (string Setting, string? Value)[] changes)
    {
        foreach (var (setting, value) in changes)
        {
            Configuration[setting] = value;
        }

        Configuration.Reload();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
