using Inference.Sql;

namespace Inference.Sqlite;

internal sealed class SqliteStatisticsStore(SqliteDatabase database) : SqlStatisticsStore(database)
{
    // The outbox is checked without the gate: most of the time it is empty, and the ledger does not wait for the check.
    public override async Task<int> FoldAsync(string environment, int limit, CancellationToken cancellationToken) =>
        await AnyWaitsAsync(environment, cancellationToken)
            ? await database.Writer.RunAsync(session => session.Rollups.Fold(environment, limit), cancellationToken)
            : 0;
}
