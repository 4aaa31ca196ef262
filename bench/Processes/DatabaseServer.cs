using System.Globalization;
using Inference.Postgres;
using Npgsql;

namespace Inference.Processes;

/// <summary>A PostgreSQL server whose commits reach the disk, of our own or the one that <c>INFERENCE_TEST_POSTGRES</c> names.</summary>
internal sealed class DatabaseServer : IAsyncDisposable
{
    private const int Parent = 4;

    private readonly PostgresServer _server;
    private readonly List<string> _databases = [];
    private readonly int? _processId;

    private DatabaseServer(PostgresServer server, int? processId) => (_server, _processId) = (server, processId);

    /// <summary>The CPU time of all its processes so far; <see langword="null"/> when it is not on this machine.</summary>
    public TimeSpan? CpuTime => _processId is { } id ? Cpu.OfFamily(id) : null;

    public static async Task<DatabaseServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = await PostgresServer.StartAsync(durable: true);
        return new DatabaseServer(server, await FindAsync(server, cancellationToken));
    }

    /// <summary>Makes an empty database: how to reach it.</summary>
    public async Task<string> CreateAsync()
    {
        _databases.Add(await _server.CreateDatabaseAsync());
        return _server.ConnectionString(_databases[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await _server.DropDatabaseAsync(database);
        }

        await _server.DisposeAsync();
    }

    /// <summary>The process that all processes of the server are children of.</summary>
    private static async Task<int?> FindAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select pg_backend_pid()", connection);
        var mine = Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        return File.Exists($"/proc/{mine}/stat") && ProcessStatus.Read(mine) is { Name: "postgres" } status ? (int)status.Number(Parent) : null;
    }
}
