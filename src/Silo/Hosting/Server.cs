using System.Net;
using Inference.Sqlite;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Inference.Hosting;

/// <summary>The process: grains, their storage and, unless it is switched off, the API.</summary>
internal static class Server
{
    /// <summary>Builds it and checks its whole configuration, so that all problems are told at once.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args, WatchedFiles.Off]);
        WatchedFiles.Poll(builder.Configuration, builder.Environment.ContentRootPath);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = ServerDefaults.For(builder.Configuration) });
        builder.AddLogging();
        builder.AddOptions();
        builder.UseOrleans(silo => silo.AddClustering().AddSqliteStorage().AddInferenceGrains());
        builder.Services.AddHostedService<FirstKey>();
        builder.Services.AddHostedService<SecondSignal>();
        builder.Services.AddInferenceApi();

        var servesApi = builder.Configuration.GetValue($"{InferenceOptions.Section}:{nameof(InferenceOptions.ServeApi)}", true);
        if (!servesApi)
        {
            builder.Services.AddSingleton<IServer, NoServer>();
        }

        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        if (servesApi)
        {
            app.MapInferenceApi();
        }

        return app;
    }

    private static void AddLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddConsole(console => console.FormatterName = LogLine.FormatterName);
        builder.Logging.AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
    }

    private static void AddOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<InferenceOptions>, InferenceOptionsValidator>();
        builder.Services.AddOptions<InferenceOptions>().BindConfiguration(InferenceOptions.Section).ValidateOnStart();
        // How long running answers may take to end once the process is told to stop.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    // One silo on the loopback; a front end on the same machine may join as a client.
    private static ISiloBuilder AddClustering(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering();
        silo.Services.AddOptions<ClusterOptions>().Configure<IOptions<InferenceOptions>>((cluster, inference) =>
        {
            cluster.ServiceId = inference.Value.Cluster.ServiceId;
            cluster.ClusterId = inference.Value.Cluster.ClusterId;
        });
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<InferenceOptions>>((endpoint, inference) =>
        {
            endpoint.AdvertisedIPAddress = IPAddress.Parse(inference.Value.Cluster.AdvertisedAddress);
            endpoint.SiloPort = inference.Value.Cluster.SiloPort;
            endpoint.GatewayPort = inference.Value.Cluster.GatewayPort;
        });
        silo.Services.AddOptions<DevelopmentClusterMembershipOptions>().Configure<IOptions<InferenceOptions>>((membership, inference) =>
            membership.PrimarySiloEndpoint = new(IPAddress.Parse(inference.Value.Cluster.AdvertisedAddress), inference.Value.Cluster.SiloPort));
        return silo;
    }
}
