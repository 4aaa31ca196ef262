using System.Data.Common;

namespace Inference.Sql;

/// <summary>What both engines have in common for whoever reads.</summary>
internal abstract class SqlDatabase
{
    /// <summary>An open connection from the pool.</summary>
    public abstract ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken);
}
