using Inference.Database;
using Inference.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Inference.Postgres;

/// <summary>PostgreSQL behind everything that is stored, and where silos meet. Whoever brings a <see cref="PostgresDatabase"/> registers it first.</summary>
internal static class PostgresStorageServices
{
    private const string Invariant = "Npgsql";

    public static ISiloBuilder AddPostgresStorage(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(services =>
            new PostgresDatabase(services.GetRequiredService<IOptions<ConnectionStringsOptions>>().Value.Inference!));
        silo.Services.AddHostedService<PostgresStartup>();
        silo.AddAdoNetGrainStorageAsDefault(options => options.Configure<PostgresDatabase>((storage, database) =>
        {
            storage.Invariant = Invariant;
            storage.DataSource = database.Source;
            storage.GrainStorageSerializer = new StorageSerializer();
            storage.DeleteStateOnClear = true;
        }));
        silo.UseAdoNetReminderService(options => options.Configure<PostgresDatabase>((table, database) =>
        {
            table.Invariant = Invariant;
            table.DataSource = database.Source;
        }));
        silo.Services.AddPostgresStores();
        silo.AddIncomingGrainCallFilter<StorageOutages>();
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
