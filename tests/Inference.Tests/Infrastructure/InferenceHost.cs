using Inference.Calls;
using Inference.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace Inference.Infrastructure;

/// <summary>Silos in this process on one real SQLite file, and the API in front of them.</summary>
public sealed class InferenceHost : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly SqliteDatabase _database;
    private readonly TemporaryDirectory? _temporary;
    private readonly WebApplication _api;

    private InferenceHost(InferenceHostOptions options)
    {
        _temporary = options.DataDirectory is null ? new TemporaryDirectory() : null;
        _database = new SqliteDatabase(options.DataDirectory ?? _temporary!.Path);

        var cluster = new InProcessTestClusterBuilder(options.Silos);
        cluster.ConfigureSilo((_, silo) => ConfigureSilo(silo, options));
        cluster.ConfigureClient(client => client.AddOutgoingGrainCallFilter<UndeliveredCalls>());
        _cluster = cluster.Build();
        _api = BuildApi(options);
    }

    public IGrainFactory Grains => _cluster.Client;

    /// <summary>The services of one of the silos.</summary>
    public IServiceProvider SiloServices => _cluster.Silos[0].ServiceProvider;

    /// <summary>The services of the API.</summary>
    public IServiceProvider ApiServices => _api.Services;

    internal SqliteDatabase Database => _database;

    public static async Task<InferenceHost> StartAsync(InferenceHostOptions? options = null)
    {
        var host = new InferenceHost(options ?? new InferenceHostOptions());
        await host._cluster.DeployAsync();
        await host._api.StartAsync();
        return host;
    }

    /// <summary>A client without an API key.</summary>
    public HttpClient CreateClient() => _api.GetTestClient();

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _cluster.DisposeAsync();
        _database.Dispose();
        _temporary?.Dispose();
    }

    private void ConfigureSilo(ISiloBuilder silo, InferenceHostOptions options)
    {
        // In place of the environment's and any appsettings.json: a test sees only what it sets.
        foreach (var (name, value) in options.Settings)
        {
            silo.Configuration[name] = value;
        }

        silo.Services.AddLogging(logging => logging.ClearProviders());
        silo.Services.AddSingleton(_database);
        silo.AddSqliteStorage().AddInferenceGrains();
        options.ConfigureSilo?.Invoke(silo);
    }

    private WebApplication BuildApi(InferenceHostOptions options)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        // The cluster has a client only once it is deployed.
        builder.Services.AddSingleton<IClusterClient>(_ => _cluster.Client);
        builder.Services.AddSingleton<IGrainFactory>(services => services.GetRequiredService<IClusterClient>());
        builder.Services.AddInferenceApi();
        options.ConfigureApi?.Invoke(builder.Services);

        var api = builder.Build();
        api.MapInferenceApi();
        return api;
    }
}
