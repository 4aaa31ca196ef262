using Inference.Clustering;
using Inference.Commands;
using Inference.Database;
using Inference.Hosting;
using Inference.Postgres;
using Inference.Settings;
using Inference.Sql;
using Inference.Sqlite;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Inference;

/// <summary>The process: grains, their storage and, unless it is switched off, the API.</summary>
internal static class SiloServer
{
    private const string ServeApi = $"{InferenceOptions.Section}:{nameof(InferenceOptions.ServeApi)}";

    /// <summary>Builds the application and begins the check of its configuration.</summary>
    public static (WebApplication App, ConfigurationCheck Check) Prepare(CommandLine line, ShutdownSignals signals)
    {
        var builder = ProcessServices.CreateBuilder(line, signals);
        builder.Services.AddInferenceOptions<InferenceOptions, InferenceOptionsValidator>();
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
            builder.Services.AddSingleton<IServer, NullServer>();
        }

        var check = ConfigurationCheck.Begin(builder, line);
        return (builder.Build(), check);
    }

    /// <summary>Builds the application, with its configuration checked.</summary>
    public static WebApplication Build(CommandLine line, ShutdownSignals signals)
    {
        var (app, check) = Prepare(line, signals);
        check.EnsureValid(app.Services);
        if (ServesApi(app.Configuration))
        {
            app.MapInferenceApi();
        }

        return app;
    }

    /// <summary>Prints that it serves.</summary>
    public static void ShowReady(WebApplication app) => StartupBanner.ShowReady(
        app.Services.GetRequiredService<IServer>(),
        StorageEngine.IsPostgres(app.Configuration)
            ? "PostgreSQL"
            : Path.GetFullPath(app.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.DataDirectory));

    // A value that is neither true nor false is reported with the other problems.
    private static bool ServesApi(IConfiguration configuration) => !bool.TryParse(configuration[ServeApi], out var serves) || serves;

    private static void AddAdminKeys(this IServiceCollection services)
    {
        services.AddSingleton<ConfiguredKey>();
        services.AddHostedService(provider => provider.GetRequiredService<ConfiguredKey>());
        services.AddSingleton<AdminKeyIssuer>();
        services.AddHostedService<AdminKeyBootstrapper>();
    }
}
