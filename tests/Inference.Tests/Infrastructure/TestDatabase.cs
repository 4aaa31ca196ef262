using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Sql;
using Inference.Statistics;
using Inference.Storage;

namespace Inference.Infrastructure;

/// <summary>
/// A database of its own on a real engine, for stores without a cluster, for an <see cref="InferenceHost"/> or for processes. Where a test
/// does not choose, <c>INFERENCE_TEST_STORAGE</c> (sqlite or postgres) does: the whole suite runs on either.
/// </summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public static StorageEngine DefaultEngine { get; } =
        Enum.Parse<StorageEngine>(Environment.GetEnvironmentVariable("INFERENCE_TEST_STORAGE") ?? nameof(StorageEngine.Sqlite), ignoreCase: true);

    /// <summary>The settings by which a process uses it.</summary>
    public abstract IReadOnlyDictionary<string, string?> Settings { get; }

    internal abstract SqlDatabase Sql { get; }

    internal IChatStore Chats => new SqlChatStore(Sql);

    internal IOwnerSizeStore OwnerSizes => new SqlOwnerSizeStore(Sql);

    internal abstract ILedgerStore Ledger { get; }

    internal abstract IDocumentStore Documents { get; }

    internal abstract ILogStore Logs { get; }

    internal abstract IStatisticsStore Statistics { get; }

    /// <summary>A ledger beside the other, as another silo has it.</summary>
    internal abstract ILedgerStore NewLedger();

    public static async Task<TestDatabase> CreateAsync(StorageEngine? engine = null) => (engine ?? DefaultEngine) switch
    {
        StorageEngine.Sqlite => new SqliteTestDatabase(),
        StorageEngine.Postgres => new PostgresTestDatabase(await TestPostgres.CreateDatabaseAsync()),
    };

    /// <summary>Closes it for this process, so that another may open it, or this one again.</summary>
    public abstract ValueTask CloseAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Lets silos of this process use it.</summary>
    internal abstract void AddTo(ISiloBuilder silo);

    internal async Task<LedgerOutcome> CommitAsync(LedgerEntry unit) =>
        Assert.Single(await Ledger.CommitAsync([unit], TestContext.Current.CancellationToken));

    /// <summary>How many rows there are: <c>table where condition</c>.</summary>
    internal Task<long> CountAsync(string rows) => new SqlQuery(Sql, $"select count(*) from {rows}")
        .FindAsync(row => row.GetInt64(0), TestContext.Current.CancellationToken);

    /// <summary>The same while a process has it.</summary>
    internal abstract Task<long> CountFromOutsideAsync(string rows);

    internal async Task ExecuteAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = await Sql.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stores a grain's state as storage does.</summary>
    internal Task AddDocumentAsync(string name, string key, string document) => ExecuteAsync(
        $"insert into grain_state (name, key, version, document) values (@name, @key, 1, cast(@document as {(Sql is Sqlite.SqliteDatabase ? "text" : "jsonb")}))",
        ("@name", name),
        ("@key", key),
        ("@document", document));
}

public enum StorageEngine
{
    Sqlite,
    Postgres,
}
