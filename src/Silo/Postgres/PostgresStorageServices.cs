using Inference.Chats;
using Inference.Database;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Postgres.Ledger;
using Inference.Postgres.Uploads;
using Inference.Sql;
using Inference.Statistics;
using Inference.Storage;
using Inference.Uploads;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Providers;
using Orleans.Storage;

namespace Inference.Postgres;

/// <summary>PostgreSQL as the storage, and for membership. A host with a <see cref="PostgresDatabase"/> of its own registers it before.</summary>
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
        silo.AddIncomingGrainCallFilter<StorageFaultFilter>();
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

internal static class PostgresStores
{
    public static IServiceCollection AddPostgresStores(this IServiceCollection services) => services
        .AddSingleton<PostgresRetries>()
        .AddSingleton<IDocumentStore, PostgresDocumentStore>()
        .AddSingleton<IChatStore>(provider => new SqlChatStore(provider.GetRequiredService<PostgresDatabase>()))
        .AddSingleton<IOwnerSizeStore>(provider => new SqlOwnerSizeStore(provider.GetRequiredService<PostgresDatabase>()))
        .AddSingleton<ILogStore, PostgresLogStore>()
        .AddSingleton<ILedgerStore, PostgresLedgerStore>()
        .AddSingleton<IStatisticsStore, PostgresStatisticsStore>()
        .AddSingleton<IUploadStore, PostgresUploadStore>();
}

/// <summary>Brings the database up to date before anything else of the process starts.</summary>
internal sealed class PostgresStartup(PostgresDatabase database) : HostedLifecycleService
{
    public override Task StartingAsync(CancellationToken cancellationToken) => database.OpenAsync(cancellationToken);
}
