using Inference.Clustering;
using Inference.Commands;
using Inference.Database;
using Inference.Postgres;
using Inference.Settings;
using Inference.Sql;
using Inference.Sqlite;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>The process: grains, their storage and, unless it is switched off, the API.</summary>
internal static class Server
{
    private const string ServeApi = $"{InferenceOptions.Section}:{nameof(InferenceOptions.ServeApi)}";

    public static ProcessProfile Profile { get; } = new()
    {
        Name = "Inference.Silo",
        Summary = "the server, embedded with SQLite or one of a cluster with PostgreSQL",
        Commands = SiloCommands.All,
        Settings = SiloCommands.Settings,
        Build = Build,
        Welcome = Welcome,
        RunningInstrument = RunningAnswers.Completions,
    };

    /// <summary>Builds it with the check of its configuration, which is not complete yet.</summary>
    public static (WebApplication App, ConfigurationCheck Check) Prepare(CommandLine line, ShutdownSignals signals)
    {
        var builder = ProcessServices.CreateBuilder(line, signals);
        builder.Services.AddSingleton<IValidateOptions<InferenceOptions>, InferenceOptionsValidator>();
        builder.Services.AddOptions<InferenceOptions>().BindConfiguration(InferenceOptions.Section).ValidateOnStart();
        var sharesData = StorageEngine.IsPostgres(builder.Configuration);
        builder.UseOrleans(silo => (sharesData ? silo.AddPostgresStorage().AddCluster() : silo.AddSqliteStorage().AddLocalCluster()).AddInferenceGrains());
        builder.Services.AddSingleton<SqlDatabase>(services =>
            sharesData ? services.GetRequiredService<PostgresDatabase>() : services.GetRequiredService<SqliteDatabase>());
        builder.Services.AddAdminKeys();
        builder.Services.AddInferenceApi();
        builder.Services.AddListeningCheck(ClusterPorts.ExplainRefusal);
        if (ServesApi(builder.Configuration))
        {
            builder.Services.AddHttpListeningCheck();
        }
        else
        {
            builder.Services.AddSingleton<IServer, NoServer>();
        }

        var check = ConfigurationCheck.Begin(builder, line);
        return (builder.Build(), check);
    }

    private static WebApplication Build(CommandLine line, ShutdownSignals signals)
    {
        var (app, check) = Prepare(line, signals);
        check.Demand(app.Services);
        if (ServesApi(app.Configuration))
        {
            app.MapInferenceApi();
        }

        return app;
    }

    // What is neither is told with all other problems.
    private static bool ServesApi(IConfiguration configuration) => !bool.TryParse(configuration[ServeApi], out var serves) || serves;

    private static void Welcome(WebApplication app) => StartupBanner.Welcome(
        app.Services.GetRequiredService<IServer>(),
        StorageEngine.IsPostgres(app.Configuration)
            ? "PostgreSQL"
            : Path.GetFullPath(app.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.DataDirectory));

    private static void AddAdminKeys(this IServiceCollection services)
    {
        services.AddSingleton<ConfiguredKey>();
        services.AddHostedService(provider => provider.GetRequiredService<ConfiguredKey>());
        services.AddSingleton<AdminKeyMaker>();
        services.AddHostedService<AdminKeyBootstrapper>();
    }
}
