using System.Data;
using System.Data.Common;
using Inference.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Inference.Postgres;

/// <summary>The database of the cluster, and this process's one pool of connections to it.</summary>
internal sealed class PostgresDatabase : SqlDatabase, IAsyncDisposable
{
    /// <summary>The oldest version that the schema is written for.</summary>
    private const int OldestVersion = 15;

    // A silo that starts together with its database waits for it, as long as an orchestrator would between two attempts.
    private static readonly TimeSpan StartupTimeout = TimeSpan.FromSeconds(30);

    // Any number that no other lock of the database uses.
    private const long Bootstrap = 0x696E66626F6F7473;

    private readonly string _connectionString;
    private readonly PostgresWait _wait;

    public PostgresDatabase(string connectionString, ILoggerFactory? logs = null)
        : base(logs)
    {
        _connectionString = WithDefaults(connectionString);
        _wait = new PostgresWait((logs ?? NullLoggerFactory.Instance).CreateLogger<PostgresWait>(), StartupTimeout);
        Source = new NpgsqlDataSourceBuilder(_connectionString).UseLoggerFactory(logs).Build();
    }

    public NpgsqlDataSource Source { get; }

    public override string WaitingLogs => "inference_outbox as log where log.environment = @environment";

    public override string MessageBytes => "octet_length(message::text)";

    public override string DocumentWithMatch => "jsonb_set(document, '{match}', to_jsonb(cast(@key as text)))";

    public override string JoinInOrder => "join";

    public override async ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException exception) when (StorageFault.Is(exception))
        {
            throw StorageFault.Translate(exception, Health);
        }
    }

    public override ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override async ValueTask<IAsyncDisposable?> EnterBootstrapAsync(CancellationToken cancellationToken) =>
        await PostgresLock.TakeAsync(await Source.OpenConnectionAsync(cancellationToken), Bootstrap, cancellationToken);

    public override string ToDocument(string parameter) => $"cast({parameter} as jsonb)";

    public override string LogsBy(string index) => "inference_logs as log";

    public override string StoredBytes(string column) => $"pg_column_size({column})";

    /// <summary>Brings the schema up to date; safe for several processes at once. Waits for a database that is starting or has just stopped.</summary>
    /// <exception cref="StorageException">The database cannot be reached or used.</exception>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StartupTimeout);
        using var warning = _wait.Schedule(Source.ConnectionString);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            try
            {
                await PrepareAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (StorageFault.Is(exception) && !timeout.IsCancellationRequested)
            {
                await again.WaitForNextTickAsync(cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                throw new StorageException($"The database cannot be used: {exception.Message}", exception);
            }
        }
    }

    public override async Task<SchemaState> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await Source.OpenConnectionAsync(cancellationToken);
            RefuseOldServer(connection);
            return SchemaScripts.Inspect(
                PostgresSchema.CreateUpgrader(_connectionString), $"PostgreSQL {connection.PostgreSqlVersion} at {connection.Host}:{connection.Port}, '{connection.Database}'");
        }
        catch (NpgsqlException exception)
        {
            throw new StorageException($"The database cannot be used: {exception.Message}", exception);
        }
    }

    public override ValueTask CloseAsync() => DisposeAsync();

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static void RefuseOldServer(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new StorageException($"PostgreSQL {connection.PostgreSqlVersion} is too old: version {OldestVersion} or newer is needed.");
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        RefuseOldServer(connection);
        await PostgresSchema.UpgradeAsync(connection, _connectionString, cancellationToken);
    }

    // Few connections a process: the ledger writes most and needs one, and every connection costs the server memory.
    private static string WithDefaults(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        SetDefault(settings, "Application Name", "inference");
        SetDefault(settings, "Maximum Pool Size", 24);
        SetDefault(settings, "Max Auto Prepare", 100);
        SetDefault(settings, "Auto Prepare Min Usages", 2);
        SetDefault(settings, "Timeout", 5);
        SetDefault(settings, "Keepalive", 30);
        return settings.ConnectionString;
    }

    private static void SetDefault(NpgsqlConnectionStringBuilder settings, string name, object value)
    {
        if (!settings.ContainsKey(name) || !settings.ShouldSerialize(name))
        {
            settings[name] = value;
        }
    }
}

/// <summary>Warns once that the start waits for the database.</summary>
internal sealed partial class PostgresWait(ILogger<PostgresWait> logger, TimeSpan timeout)
{
    private static readonly TimeSpan WarningDelay = TimeSpan.FromSeconds(2);

    /// <summary>Logs the warning after a delay, unless the result is disposed of before.</summary>
    public IDisposable Schedule(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        return new Timer(_ => LogWaiting(database.Host, database.Port, timeout.TotalSeconds), null, WarningDelay, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(LogLevel.Warning, "PostgreSQL at {Host}:{Port} does not answer yet, the start waits up to {Timeout} s for it")]
    private partial void LogWaiting(string? host, int port, double timeout);
}
