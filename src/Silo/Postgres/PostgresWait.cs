using Npgsql;

namespace Inference.Postgres;

/// <summary>Tells an operator once that the start waits for the database.</summary>
internal sealed partial class PostgresWait(ILogger<PostgresWait> logger, TimeSpan patience)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>Unless what it returns is disposed of before.</summary>
    public IDisposable TellLater(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        return new Timer(_ => LogWaiting(database.Host, database.Port, patience.TotalSeconds), null, Silence, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(LogLevel.Warning, "PostgreSQL at {Host}:{Port} does not answer yet, the start waits up to {Patience} s for it")]
    private partial void LogWaiting(string? host, int port, double patience);
}
