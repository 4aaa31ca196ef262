using Inference.Clustering;
using Inference.Database;
using Inference.Postgres;
using Inference.Sqlite;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>The process: grains, their storage and, unless it is switched off, the API.</summary>
internal static class Server
{
    /// <summary>Builds it and checks its whole configuration, so that all problems are told at once.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = ProcessServices.CreateBuilder(args);
        builder.AddServerOptions();
        var sharesData = StorageEngine.IsPostgres(builder.Configuration);
        builder.UseOrleans(silo => (sharesData ? silo.AddPostgresStorage().AddCluster() : silo.AddSqliteStorage().AddLocalCluster()).AddInferenceGrains());
        builder.Services.AddFirstKey();
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

    public static void AddServerOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<InferenceOptions>, InferenceOptionsValidator>();
        builder.Services.AddOptions<InferenceOptions>().BindConfiguration(InferenceOptions.Section).ValidateOnStart();
    }

    private static void AddFirstKey(this IServiceCollection services)
    {
        services.AddSingleton<ConfiguredKey>();
        services.AddHostedService(provider => provider.GetRequiredService<ConfiguredKey>());
        services.AddSingleton<FirstKeyMaker>();
        services.AddHostedService<FirstKey>();
    }
}
