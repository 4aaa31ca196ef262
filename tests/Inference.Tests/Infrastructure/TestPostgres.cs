using Inference.Infrastructure;
using Inference.Postgres;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace Inference.Infrastructure;

/// <summary>The PostgreSQL server of this test run, started by the first test that needs it. Databases are copies of one that is up to date.</summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private static readonly Lazy<Task<(PostgresServer Server, string Template)>> Shared = new(StartAsync);

    /// <summary>A fresh database with this version's schema: how to reach it.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var (server, template) = await Shared.Value;
        return server.ConnectionString(await server.CreateDatabaseAsync(template));
    }

    /// <summary>A fresh database with nothing in it.</summary>
    public static async Task<string> CreateEmptyDatabaseAsync()
    {
        var (server, _) = await Shared.Value;
        return server.ConnectionString(await server.CreateDatabaseAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (Shared.IsValueCreated)
        {
            await (await Shared.Value).Server.DisposeAsync();
        }
    }

    private static async Task<(PostgresServer Server, string Template)> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        var template = await server.CreateDatabaseAsync();
        await using var database = new PostgresDatabase(server.ConnectionString(template));
        await database.OpenAsync(CancellationToken.None);
        return (server, template);
    }
}
