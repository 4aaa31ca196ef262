using Inference.Sql;

namespace Inference.Sqlite;

internal sealed class SqliteStatisticsStore(SqliteDatabase database) : SqlStatisticsStore(database)
{
    // Whether any waits is asked without the gate: most of the time there is nothing to do, and the ledger need not wait for that to be
    // found out.
    public override async Task<int> FoldAsync(string environment, int limit, CancellationToken cancellationToken) =>
        await AnyWaitsAsync(environment, cancellationToken)
            ? await database.Writer.RunAsync(session => session.Rollups.Fold(environment, limit), cancellationToken)
            : 0;
}
