using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Sql;
using Inference.Sqlite;
using Inference.Sqlite.Ledger;
using Inference.Statistics;
using Inference.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Infrastructure;

/// <summary>A file in a directory that is deleted with it.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Lock _opening = new();
    private SqliteDatabase? _database;

    public SqliteDatabase File
    {
        get
        {
            // Silos start side by side.
            lock (_opening)
            {
                return _database ??= Open();
            }
        }
    }

    /// <summary>Where it is.</summary>
    public string Directory => _directory.Path;

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Inference:DataDirectory"] = _directory.Path };

    internal override SqlDatabase Sql => File;

    internal override ILedgerStore Ledger => NewLedger();

    internal override IDocumentStore Documents => new SqliteDocumentStore(File);

    internal override ILogStore Logs => new SqliteLogStore(File);

    internal override IStatisticsStore Statistics => new SqliteStatisticsStore(File);

    internal override ILedgerStore NewLedger() => new SqliteLedgerStore(File);

    public override ValueTask CloseAsync()
    {
        _database?.Dispose();
        _database = null;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _directory.Dispose();
    }

    internal override async Task<long> CountFromOutsideAsync(string rows)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_directory.Path, "inference.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        await connection.OpenAsync();
        return await new SqlQuery(connection, $"select count(*) from {rows}").FindAsync(row => row.GetInt64(0), CancellationToken.None);
    }

    internal override void AddTo(ISiloBuilder silo)
    {
        silo.Services.AddSingleton(File);
        silo.AddSqliteStorage();
    }

    private SqliteDatabase Open()
    {
        var database = new SqliteDatabase(_directory.Path);
        database.Open();
        return database;
    }
}
