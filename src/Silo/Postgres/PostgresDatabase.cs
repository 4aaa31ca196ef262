using System.Data;
using System.Data.Common;
using Inference.Sql;
using Inference.Storage;
using Npgsql;

namespace Inference.Postgres;

/// <summary>The database of the cluster, and this process's one pool of connections to it.</summary>
internal sealed class PostgresDatabase : SqlDatabase, IAsyncDisposable
{
    /// <summary>The oldest version that the schema is written for.</summary>
    private const int OldestVersion = 15;

    // A silo that starts beside its database waits for it, as long as an orchestrator would between two attempts.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _connectionString;

    public PostgresDatabase(string connectionString, ILoggerFactory? logs = null)
        : base(logs)
    {
        _connectionString = WithDefaults(connectionString);
        Source = new NpgsqlDataSourceBuilder(_connectionString).UseLoggerFactory(logs).Build();
    }

    public NpgsqlDataSource Source { get; }

    public override string WaitingLogs => "inference_outbox as log where log.environment = @environment";

    public override string DocumentType => "jsonb";

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
            throw StorageFault.Explain(exception, Health);
        }
    }

    public override ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override string LogsBy(string index) => "inference_logs as log";

    public override string StoredBytes(string column) => $"pg_column_size({column})";

    /// <summary>Brings the schema up to date. Safe to do by many at once. Waits for a database that is starting, or has just gone.</summary>
    /// <exception cref="StorageException">The database cannot be reached or used.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            try
            {
                await PrepareAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (StorageFault.Is(exception) && !patience.IsCancellationRequested)
            {
                await again.WaitForNextTickAsync(cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                throw new StorageException($"The database cannot be used: {exception.Message}", exception);
            }
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new StorageException($"PostgreSQL {connection.PostgreSqlVersion} is too old: version {OldestVersion} or newer is needed.");
        }

        await PostgresSchema.UpgradeAsync(connection, _connectionString, cancellationToken);
    }

    // Few connections a process: what writes most is the ledger, which needs one, and every connection costs the server memory.
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
