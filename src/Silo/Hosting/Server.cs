using Inference.Clustering;
using Inference.Database;
using Inference.Postgres;
using Inference.Sqlite;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

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
        var sharesData = StorageEngine.IsPostgres(builder.Configuration);
        builder.UseOrleans(silo => (sharesData ? silo.AddPostgresStorage().AddCluster() : silo.AddSqliteStorage().AddLocalCluster()).AddInferenceGrains());
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
        builder.Services.AddConnectionStrings();
        // How long running answers may take to end once the process is told to stop.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }
}
