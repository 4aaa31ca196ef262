using System.Data.Common;

namespace Inference.Sql;

/// <summary>What reads need to know of an engine; the rest of their SQL is the same.</summary>
internal abstract class SqlDatabase
{
    /// <summary>The logs that statistics have not counted yet, as <c>log</c>, with the condition on <c>@environment</c>.</summary>
    public abstract string WaitingLogs { get; }

    /// <summary>Joins in the order that is written, where the engine would not see that it is the better one.</summary>
    public abstract string JoinInOrder { get; }

    /// <summary>An open connection from the pool.</summary>
    public abstract ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>A transaction in which every read sees the same moment.</summary>
    public abstract ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>The logs, as <c>log</c>, by the index that serves a filter best.</summary>
    public abstract string LogsBy(string index);
}
