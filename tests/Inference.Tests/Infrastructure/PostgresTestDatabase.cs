using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Postgres;
using Inference.Postgres.Ledger;
using Inference.Processes;
using Inference.Sql;
using Inference.Statistics;
using Inference.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Infrastructure;

/// <summary>A database of the run's server.</summary>
internal sealed class PostgresTestDatabase(string connectionString) : TestDatabase
{
    // Of one silo that is killed and started again: its next life takes its place in the membership table at once.
    private readonly string _siloPort = $"{FreePort.Take()}";
    private readonly Lock _opening = new();
    private PostgresDatabase? _database;

    public PostgresDatabase Server
    {
        get
        {
            // Silos start side by side.
            lock (_opening)
            {
                return _database ??= new PostgresDatabase(connectionString);
            }
        }
    }

    private PostgresRetries Retries => new(TimeProvider.System, Server.Health);

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Inference:Storage"] = "postgres",
        ["ConnectionStrings:Inference"] = connectionString,
        ["Inference:Cluster:SiloPort"] = _siloPort,
    };

    internal override SqlDatabase Sql => Server;

    internal override ILedgerStore Ledger => NewLedger();

    internal override IDocumentStore Documents => new PostgresDocumentStore(Server);

    internal override ILogStore Logs => new PostgresLogStore(Server);

    internal override IStatisticsStore Statistics => new PostgresStatisticsStore(Server, Retries);

    internal override ILedgerStore NewLedger() => new PostgresLedgerStore(Server, Retries);

    public override async ValueTask CloseAsync()
    {
        if (_database is { } open)
        {
            _database = null;
            await open.DisposeAsync();
        }
    }

    public override ValueTask DisposeAsync() => CloseAsync();

    internal override Task<long> CountFromOutsideAsync(string rows) => CountAsync(rows);

    internal override void AddTo(ISiloBuilder silo)
    {
        silo.Services.AddSingleton(Server);
        silo.AddPostgresStorage();
    }
}
