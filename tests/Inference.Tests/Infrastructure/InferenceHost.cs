using Inference.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace Inference.Infrastructure;

/// <summary>Silos in this process on one real database, and the API in front of them.</summary>
public sealed class InferenceHost : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly bool _ownsDatabase;
    private readonly WebApplication _api;

    private InferenceHost(InferenceHostOptions options, TestDatabase database)
    {
        _ownsDatabase = options.Database is null;
        Database = database;

        var cluster = new InProcessTestClusterBuilder(options.Silos);
        cluster.ConfigureSilo((_, silo) => ConfigureSilo(silo, options));
        cluster.ConfigureClient(client => client.AddOutgoingGrainCallFilter<UndeliveredCalls>());
        _cluster = cluster.Build();
        _api = BuildApi(options);
    }

    public IGrainFactory Grains => _cluster.Client;

    /// <summary>The services of one of the silos.</summary>
    public IServiceProvider SiloServices => _cluster.Silos[0].ServiceProvider;

    /// <summary>The services of each of the silos.</summary>
    public IEnumerable<IServiceProvider> EverySilosServices => _cluster.Silos.Select(silo => silo.ServiceProvider);

    /// <summary>The services of the API.</summary>
    public IServiceProvider ApiServices => _api.Services;

    public TestDatabase Database { get; }

    public static async Task<InferenceHost> StartAsync(InferenceHostOptions? options = null)
    {
        options ??= new InferenceHostOptions();
        var host = new InferenceHost(options, options.Database ?? await TestDatabase.CreateAsync());
        await host._cluster.DeployAsync();
        await host._api.StartAsync();
        return host;
    }

    /// <summary>Stops, as a rolling restart does, the silo that hosts a grain.</summary>
    public async Task StopSiloOfAsync(IAddressable grain)
    {
        var address = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
        await _cluster.StopSiloAsync(_cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)));
    }

    /// <summary>A client without an API key.</summary>
    public HttpClient CreateClient() => _api.GetTestClient();

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _cluster.DisposeAsync();
        await (_ownsDatabase ? Database.DisposeAsync() : Database.CloseAsync());
    }

    private void ConfigureSilo(ISiloBuilder silo, InferenceHostOptions options)
    {
        // In place of the environment's and any appsettings.json: a test sees only what it sets.
        foreach (var (name, value) in options.Settings)
        {
            silo.Configuration[name] = value;
        }

        silo.Services.AddLogging(Log);
        Database.AddTo(silo);
        silo.AddInferenceGrains();
        options.ConfigureSilo?.Invoke(silo);
    }

    // Silent by default; INFERENCE_TEST_LOG=Warning shows why a test fails.
    private static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        if (Enum.TryParse<LogLevel>(Environment.GetEnvironmentVariable("INFERENCE_TEST_LOG"), out var level))
        {
            logging.AddSimpleConsole().SetMinimumLevel(level);
        }
    }

    private WebApplication BuildApi(InferenceHostOptions options)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.UseTestServer();
        Log(builder.Logging);
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
