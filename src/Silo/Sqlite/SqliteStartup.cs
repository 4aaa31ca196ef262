namespace Inference.Sqlite;

/// <summary>Opens the database before anything else of the process starts.</summary>
internal sealed class SqliteStartup(SqliteDatabase database, SqliteMetrics metrics) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        database.Open();
        metrics.ShowSizeOf(database);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
