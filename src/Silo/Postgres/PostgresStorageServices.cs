using Inference.Database;
using Inference.Sql;
using Inference.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Providers;
using Orleans.Storage;

namespace Inference.Postgres;

/// <summary>PostgreSQL behind everything that is stored, and where silos meet. Whoever brings a <see cref="PostgresDatabase"/> registers it first.</summary>
internal static class PostgresStorageServices
{
    private const string Invariant = "Npgsql";

    public static ISiloBuilder AddPostgresStorage(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(services =>
            new PostgresDatabase(
                services.GetRequiredService<IOptions<ConnectionStringsOptions>>().Value.Inference!, services.GetRequiredService<ILoggerFactory>()));
        silo.Services.AddHostedService<PostgresStartup>();
        silo.Services.AddNameKeyBackfill<PostgresDatabase>();
        silo.Services.AddStorageHealth<PostgresDatabase>();
        silo.AddAdoNetGrainStorage(PostgresGrainStorage.Inner, options => options.Configure<PostgresDatabase>((storage, database) =>
        {
            storage.Invariant = Invariant;
            storage.DataSource = database.Source;
            storage.GrainStorageSerializer = new StorageSerializer();
            storage.DeleteStateOnClear = true;
        }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) =>
            new PostgresGrainStorage(
                services.GetRequiredKeyedService<IGrainStorage>(PostgresGrainStorage.Inner), services.GetRequiredService<StorageHealth>()));
        silo.Services.TryAddSingleton(services =>
            services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
        silo.UseAdoNetReminderService(options => options.Configure<PostgresDatabase>((table, database) =>
        {
            table.Invariant = Invariant;
            table.DataSource = database.Source;
        }));
        silo.Services.AddPostgresStores();
        silo.AddIncomingGrainCallFilter<StorageFaults>();
        return silo;
    }

    /// <summary>Silos find each other in the database.</summary>
    public static ISiloBuilder AddPostgresClustering(this ISiloBuilder silo) =>
        silo.UseAdoNetClustering(options => options.Configure<PostgresDatabase>((table, database) =>
        {
            table.Invariant = Invariant;
            table.DataSource = database.Source;
        }));
}
