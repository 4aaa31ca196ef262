using System.Data.Common;
using Inference.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inference.Sqlite;

/// <summary>The one database file of this process.</summary>
internal sealed class SqliteDatabase : SqlDatabase, IDisposable
{
    private readonly Lock _opening = new();
    private readonly DataDirectory _directory;
    private FileStream? _lock;

    public SqliteDatabase(string directory, ILoggerFactory? logs = null)
        : base(logs)
    {
        Directory = Path.GetFullPath(directory);
        _directory = new DataDirectory(Directory, (logs ?? NullLoggerFactory.Instance).CreateLogger<DataDirectory>());
        Writer = new SqliteWriter(this);
    }

    public string Directory { get; }

    public WriteGate Gate { get; } = new();

    public SqliteWriter Writer { get; }

    public override string WaitingLogs =>
        "inference_outbox as waiting cross join inference_logs as log on log.sequence = waiting.log where waiting.environment = @environment";

    public override string MessageBytes => "octet_length(message)";

    public override string DocumentWithMatch => "json_set(document, '$.match', @key)";

    // SQLite keeps the written order.
    public override string JoinInOrder => "cross join";

    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(Directory, DataDirectory.DatabaseName) }.ToString();

    /// <summary>Locks the data directory and brings the schema up to date. Safe to repeat.</summary>
    /// <exception cref="StorageException">The directory or the file cannot be used.</exception>
    public void Open()
    {
        // Silos of one process start concurrently.
        lock (_opening)
        {
            _lock ??= OpenOnce();
        }
    }

    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        Open();
        return Task.CompletedTask;
    }

    public override Task<SchemaState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(SqliteInspection.Of(Directory));

    public override ValueTask CloseAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>A connection from the pool.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    public override ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken) => new(Connect());

    public override ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        new(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public override async ValueTask<IDisposable?> EnterWritesAsync(CancellationToken cancellationToken) => await Gate.EnterAsync(cancellationToken);

    public override string ToDocument(string parameter) => parameter;

    public override string LogsBy(string index) => $"inference_logs as log indexed by {index}";

    public override string StoredBytes(string column) => $"octet_length({column})";

    public void Dispose()
    {
        Writer.Dispose();
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        Gate.Dispose();
        _lock?.Dispose();
    }

    private FileStream OpenOnce()
    {
        var held = _directory.LockAndPrepare();
        try
        {
            Prepare();
            SqliteSchema.Upgrade(ConnectionString);
            return held;
        }
        catch (Exception exception)
        {
            held.Dispose();
            throw exception is SqliteException
                ? new StorageException($"The database in '{Directory}' cannot be opened: {exception.Message}", exception)
                : exception;
        }
    }

    private void Prepare()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal;";
        command.ExecuteNonQuery();
    }
}
