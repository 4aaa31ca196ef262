using Npgsql;

namespace Inference.Postgres;

/// <summary>An advisory lock of the database, which ends with its connection.</summary>
internal sealed class PostgresLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly long _number;

    private PostgresLock(NpgsqlConnection connection, long number) => (_connection, _number) = (connection, number);

    /// <summary>Waits for the lock, which then owns the connection.</summary>
    public static async Task<PostgresLock> TakeAsync(NpgsqlConnection connection, long number, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, $"select pg_advisory_lock({number})", cancellationToken);
            return new PostgresLock(connection, number);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ExecuteAsync(_connection, $"select pg_advisory_unlock({_number})", CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection broke, and the lock with it.
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
