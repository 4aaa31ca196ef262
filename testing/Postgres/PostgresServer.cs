using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Inference.Postgres;

/// <summary>
/// A throw-away PostgreSQL server on the loopback, started from this machine's programs, or the one that <c>INFERENCE_TEST_POSTGRES</c>
/// names (a connection string of a user who may create databases and roles). It ends with the process that started it, however that ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // The server ends when the other end of its standard input is closed. QUIT is a crash, INT a stop.
    private const string Script = """
        "$@" & server=$!
        read -r signal
        kill -"${signal:-QUIT}" "$server"
        wait "$server"
        """;

    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);

    private readonly string? _directory;
    private readonly bool _durable;
    private readonly NpgsqlConnectionStringBuilder _admin;
    private Process? _process;

    private PostgresServer(string? directory, bool durable, NpgsqlConnectionStringBuilder admin)
    {
        _directory = directory;
        _durable = durable;
        _admin = admin;
    }

    /// <param name="durable">Whether commits wait for the disk: only where that is what is tested, or measured.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        if (Environment.GetEnvironmentVariable("INFERENCE_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return new PostgresServer(null, durable, new NpgsqlConnectionStringBuilder(given));
        }

        var directory = System.IO.Directory.CreateTempSubdirectory("inference-postgres-").FullName;
        if (PostgresPrograms.IsRoot)
        {
            using var chown = Process.Start("chown", [PostgresPrograms.User, directory]);
            await chown.WaitForExitAsync();
        }

        await PostgresPrograms.RunAsync(
            PostgresPrograms.PathOf("initdb"), "-D", directory, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        var server = new PostgresServer(directory, durable, new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = FreePort(),
            Username = "postgres",
            Database = "postgres",
        });
        await server.StartProcessAsync();
        return server;
    }

    /// <summary>How to reach a database of it.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(_admin.ConnectionString) { Database = database }.ConnectionString;

    /// <summary>Makes a database, empty or a copy of another without connections: its name.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"inference_{Guid.NewGuid():n}";
        await ExecuteAsync($"create database {name}{(template is null ? "" : $" template {template}")}");
        return name;
    }

    /// <summary>Deletes a database and ends its connections.</summary>
    public Task DropDatabaseAsync(string name) => ExecuteAsync($"drop database if exists {name} with (force)");

    /// <summary>Runs a statement as the server's owner.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Cuts every connection of a database's clients.</summary>
    public Task CutConnectionsAsync(string database) =>
        ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}' and pid <> pg_backend_pid()");

    /// <summary>Stops the server at once, as a crash would.</summary>
    public Task CrashAsync() => EndProcessAsync("QUIT");

    /// <summary>Starts it again after a crash, on the same data and port.</summary>
    public Task RecoverAsync() => StartProcessAsync();

    public async ValueTask DisposeAsync()
    {
        if (_directory is null)
        {
            return;
        }

        await EndProcessAsync("QUIT");
        System.IO.Directory.Delete(_directory, recursive: true);
    }

    private async Task StartProcessAsync()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={_admin.Port}", $"unix_socket_directories={_directory}", "max_connections=400",
            "shared_buffers=256MB", $"fsync={(_durable ? "on" : "off")}", "autovacuum_naptime=10s", "log_min_messages=fatal",
        ];
        var start = PostgresPrograms.Start(
            "/bin/sh",
            ["-c", Script, "sh", PostgresPrograms.PathOf("postgres"), "-D", _directory!, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync(_process);
    }

    private async Task WaitUntilReadyAsync(Process process)
    {
        using var timeout = new CancellationTokenSource(ReadyTimeout);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await AnswersAsync())
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"PostgreSQL ended with {process.ExitCode} while it started, in {_directory}.");
            }

            await again.WaitForNextTickAsync(timeout.Token);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            // It does not listen yet, or is recovering.
            return false;
        }
    }

    private async Task EndProcessAsync(string signal)
    {
        if (_process is not { } process)
        {
            return;
        }

        if (!process.HasExited)
        {
            await process.StandardInput.WriteLineAsync(signal);
            await process.StandardInput.FlushAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
