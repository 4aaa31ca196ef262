using System.Data.Common;
using Inference.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inference.Sql;

/// <summary>An engine, with the parts of SQL in which engines differ; the rest of the reads' SQL is the same.</summary>
internal abstract class SqlDatabase(ILoggerFactory? logs)
{
    /// <summary>Whether it takes writes.</summary>
    public StorageHealth Health { get; } = new(TimeProvider.System, (logs ?? NullLoggerFactory.Instance).CreateLogger<StorageHealth>());

    /// <summary>Logs the documents that lists cannot read.</summary>
    public UnreadableRows Unreadable { get; } = new((logs ?? NullLoggerFactory.Instance).CreateLogger<UnreadableRows>());

    /// <summary>The logs that statistics have not counted yet, as <c>log</c>, with the condition on <c>@environment</c>.</summary>
    public abstract string WaitingLogs { get; }

    /// <summary>A join in the written order, where the engine's planner would choose a worse one.</summary>
    public abstract string JoinInOrder { get; }

    /// <summary>How many bytes a chat's <c>message</c> has.</summary>
    public abstract string MessageBytes { get; }

    /// <summary>A persona's document with <c>@key</c> for its match.</summary>
    public abstract string DocumentWithMatch { get; }

    /// <summary>Brings the database up to date. Safe to repeat.</summary>
    /// <exception cref="StorageException">It cannot be used.</exception>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Reads the state of a database that is not open, and changes nothing.</summary>
    /// <exception cref="StorageException">It cannot be used.</exception>
    public abstract Task<SchemaState> InspectAsync(CancellationToken cancellationToken);

    /// <summary>Releases it for this process.</summary>
    public abstract ValueTask CloseAsync();

    /// <summary>An open connection from the pool.</summary>
    public abstract ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>A transaction in which every read sees the same snapshot.</summary>
    public abstract ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Where the engine has one writer at a time: the lease to write, until it is disposed of.</summary>
    public virtual ValueTask<IDisposable?> EnterWritesAsync(CancellationToken cancellationToken) => new((IDisposable?)null);

    /// <summary>The lease to initialise an empty database, where several processes may start on it at once; until it is disposed of.</summary>
    public virtual ValueTask<IAsyncDisposable?> EnterBootstrapAsync(CancellationToken cancellationToken) => new((IAsyncDisposable?)null);

    /// <summary>A document from the text that a parameter has.</summary>
    public abstract string ToDocument(string parameter);

    /// <summary>The logs, as <c>log</c>, by the index that serves a filter best.</summary>
    public abstract string LogsBy(string index);

    /// <summary>
    /// How many bytes a column takes, as the engine keeps it, read from the row's header or the value's pointer and not from the value: PostgreSQL counts
    /// what it has compressed as compressed.
    /// </summary>
    public abstract string StoredBytes(string column);
}

/// <summary>The stored data cannot be used, for a reason that the operator can fix.</summary>
internal sealed class StorageException(string message, Exception? innerException = null) : OperatorException(message, innerException);
