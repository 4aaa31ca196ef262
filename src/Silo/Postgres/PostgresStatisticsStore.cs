using Inference.Sql;

namespace Inference.Postgres;

internal sealed class PostgresStatisticsStore(PostgresDatabase database, PostgresRetries retries) : SqlStatisticsStore(database)
{
    public override async Task<int> FoldAsync(string environment, int limit, CancellationToken cancellationToken)
    {
        if (!await AnyWaitsAsync(environment, cancellationToken))
        {
            return 0;
        }

        return await retries.RunAsync(token => FoldOnceAsync(environment, limit, token), cancellationToken);
    }

    private async Task<int> FoldOnceAsync(string environment, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var fold = new RollupFold(connection, environment);
        var count = await fold.RunAsync(limit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return count;
    }
}
