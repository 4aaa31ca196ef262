using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Sql;
using Inference.Sqlite.Ledger;
using Inference.Sqlite.Uploads;
using Inference.Statistics;
using Inference.Storage;
using Inference.Uploads;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Storage;

namespace Inference.Sqlite;

/// <summary>SQLite as the storage. A host that shares a <see cref="SqliteDatabase"/> among silos registers it before.</summary>
internal static class SqliteStorageServices
{
    // Orleans' name for SQLite; what it loads by it is Microsoft.Data.Sqlite.
    private const string Invariant = "System.Data.SQLite";

    public static ISiloBuilder AddSqliteStorage(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(services =>
            new SqliteDatabase(
                services.GetRequiredService<IOptions<InferenceOptions>>().Value.DataDirectory, services.GetRequiredService<ILoggerFactory>()));
        silo.Services.AddSingleton<SqliteMetrics>();
        silo.Services.AddHostedService<SqliteStartup>();
        silo.Services.AddNameKeyBackfill<SqliteDatabase>();
        silo.Services.AddStorageHealth<SqliteDatabase>();
        silo.AddGrainStorage();
        silo.AddReminderTable();
        silo.Services.AddSingleton<IDocumentStore, SqliteDocumentStore>();
        silo.Services.AddSingleton<IChatStore>(services => new SqlChatStore(services.GetRequiredService<SqliteDatabase>()));
        silo.Services.AddSingleton<IOwnerSizeStore>(services => new SqlOwnerSizeStore(services.GetRequiredService<SqliteDatabase>()));
        silo.Services.AddSingleton<ILogStore, SqliteLogStore>();
        silo.Services.AddSingleton<ILedgerStore, SqliteLedgerStore>();
        silo.Services.AddSingleton<IStatisticsStore, SqliteStatisticsStore>();
        silo.Services.AddSingleton<IUploadStore, SqliteUploadStore>();
        return silo;
    }

    private static void AddGrainStorage(this ISiloBuilder silo)
    {
        silo.AddAdoNetGrainStorage(GatedGrainStorage.Inner, options => options.Configure<SqliteDatabase>(Configure));
        silo.Services.AddKeyedSingleton<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => new GatedGrainStorage(
            services.GetRequiredKeyedService<IGrainStorage>(GatedGrainStorage.Inner), services.GetRequiredService<SqliteDatabase>()));
        silo.Services.TryAddSingleton(services =>
            services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
    }

    private static void AddReminderTable(this ISiloBuilder silo)
    {
        silo.UseAdoNetReminderService(options => options.Configure<SqliteDatabase>((table, database) =>
        {
            table.Invariant = Invariant;
            table.ConnectionString = database.ConnectionString;
        }));

        // Orleans' own table is not public: its registration is replaced by one that wraps it.
        var orleans = silo.Services.Last(service => service.ServiceType == typeof(IReminderTable)).ImplementationType!;
        silo.Services.Replace(ServiceDescriptor.Singleton<IReminderTable>(services => new GatedReminderTable(
            (IReminderTable)ActivatorUtilities.CreateInstance(services, orleans), services.GetRequiredService<SqliteDatabase>())));
    }

    private static void Configure(AdoNetGrainStorageOptions options, SqliteDatabase database)
    {
        options.Invariant = Invariant;
        options.ConnectionString = database.ConnectionString;
        options.GrainStorageSerializer = new StorageSerializer();
        options.DeleteStateOnClear = true;
    }
}

/// <summary>Opens the database before anything else of the process starts.</summary>
internal sealed class SqliteStartup(SqliteDatabase database, SqliteMetrics metrics) : HostedLifecycleService
{
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        database.Open();
        metrics.ShowSizeOf(database);
        return Task.CompletedTask;
    }
}
