namespace Inference.Sqlite;

/// <summary>Opens the database before anything else of the process starts.</summary>
internal sealed class SqliteStartup(SqliteDatabase database, SqliteMetrics metrics) : HostedLifecycleService
{
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        database.Open();
        metrics.ShowSizeOf(database);
        return Task.CompletedTask;
    }
}
