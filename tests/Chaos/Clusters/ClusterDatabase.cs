using System.Collections.Immutable;
using Inference.Postgres;
using Npgsql;

namespace Inference.Clusters;

/// <summary>The cluster's PostgreSQL, which waits for the disk: reads and changes what the API does not offer.</summary>
internal sealed class ClusterDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    public string ConnectionString => server.ConnectionString(name);

    public static async Task<ClusterDatabase> StartAsync()
    {
        var server = await PostgresServer.StartAsync(durable: true);
        return new ClusterDatabase(server, await server.CreateDatabaseAsync());
    }

    /// <summary>Stops it as a loss of power would, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await server.CrashAsync();
        await server.RecoverAsync();
    }

    public Task CutConnectionsAsync() => server.CutConnectionsAsync(name);

    /// <summary>Makes a key look as if so many requests of the day had been admitted: a run is too short for a day's limit.</summary>
    public Task UseDayAsync(string keyId, DateOnly day, int requests) => server.ExecuteAsync(
        $$"""
        update grain_state
        set version = version + 1, document = document || '{"day": "{{day:yyyy-MM-dd}}", "day_reserved": {{requests}}}'
        where name = 'apikey' and id = '{{keyId}}'
        """,
        name);

    /// <summary>The stored counts of the keys' days.</summary>
    public async Task<ImmutableDictionary<string, (DateOnly Day, long Reserved)>> ReadDaysAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(
            """
            select id, (document ->> 'day')::date, (document ->> 'day_reserved')::bigint
            from grain_state where name = 'apikey' and document ? 'day'
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = ImmutableDictionary.CreateBuilder<string, (DateOnly, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days[reader.GetString(0)] = (reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2));
        }

        return days.ToImmutable();
    }

    /// <summary>How many logs statistics have not folded yet.</summary>
    public async Task<long> CountOutboxAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand("select count(*) from inference_outbox");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
