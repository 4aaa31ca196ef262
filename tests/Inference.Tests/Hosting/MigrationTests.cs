using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Npgsql;

namespace Inference.Hosting;

/// <summary>One role owns the schema, another runs the silos and may not change it. The grants are those that docs/cluster.md names.</summary>
[ChoosesStorage]
[ProcessTest]
public sealed class MigrationTests : IAsyncLifetime
{
    private static readonly string[] Seen = ["orleansquery", "silos"];

    private readonly string _owner = $"owner_{Guid.NewGuid():n}";
    private readonly string _silo = $"silo_{Guid.NewGuid():n}";
    private string _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _admin = await TestPostgres.CreateEmptyDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(_admin).Database;
        await ExecuteAsync(_admin, $"create role {_owner} login password 'open-sesame'; create role {_silo} login password 'open-sesame'");
        await ExecuteAsync(_admin, $"alter database {database} owner to {_owner}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_owner_migrates_and_silos_run_without_rights_on_the_schema()
    {
        await using var asOwner = new PostgresTestDatabase(As(_owner));
        await using var asSilo = new PostgresTestDatabase(As(_silo));
        await ExecuteAsync(As(_owner), $"""
            alter default privileges grant select, insert, update, delete on tables to {_silo};
            alter default privileges grant usage, select on sequences to {_silo};
            alter default privileges grant execute on functions to {_silo};
            """);

        var (exitCode, migration) = await SiloProcess.RunAsync(asOwner, null, "--migrate");
        Assert.Equal((0, "The schema is up to date."), (exitCode, migration.Output.First()));

        // The first log of a month makes its partition, which only the owner could do by hand.
        await using var silo = await SiloProcess.StartAsync(asSilo);
        using var client = silo.CreateClient();
        using var reply = await client.PostAsJsonAsync("/v1/chats", new { messages = new[] { new { role = "user", content = "Hi" } } }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var logs = await client.GetFromJsonAsync<JsonNode>("/v1/inference-logs", Cancellation);
        Assert.Single(logs!["data"]!.AsArray());
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(As(_silo), "create table mine (id int)"));
    }

    [Fact]
    public async Task A_silo_without_rights_on_an_outdated_schema_names_the_migration()
    {
        await using var asSilo = new PostgresTestDatabase(As(_silo));

        var (exitCode, silo) = await SiloProcess.RunAsync(asSilo);

        Assert.Equal(1, exitCode);
        var line = Assert.Single(silo.Errors, line => line.Length > 0);
        Assert.Contains("--migrate", line, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_front_ends_user_reads_the_membership_table_alone()
    {
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Postgres);
        var connection = data.Settings["ConnectionStrings:Inference"]!;
        var frontEndUser = $"front_end_{Guid.NewGuid():n}";
        await ExecuteAsync(connection, $"create role {frontEndUser} login password 'open-sesame' in role inference_front_end");
        var asFrontEnd = new NpgsqlConnectionStringBuilder(connection) { Username = frontEndUser, Password = "open-sesame" }.ConnectionString;

        await using var silo = SiloProcess.Begin(data);
        await using var frontEnd = await FrontEndProcess.StartAsync(
            new Dictionary<string, string?>(data.Settings) { ["ConnectionStrings:Inference"] = asFrontEnd });
        await silo.WaitUntilReadyAsync();
        await frontEnd.WaitUntilReadyAsync(Cancellation);
        using var client = frontEnd.CreateClient();
        using var reply = await client.PostAsJsonAsync("/v1/chats", new { messages = new[] { new { role = "user", content = "Hi" } } }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);

        // Everything else in the database.
        var tables = await TablesAsync(connection);
        Assert.Contains("grain_state", tables);
        foreach (var table in tables.Except(Seen))
        {
            var denied = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(asFrontEnd, $"select 1 from {table} limit 1"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        }

        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(asFrontEnd, "delete from silos"));
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(asFrontEnd, "update orleansquery set querytext = 'select 1'"));
    }

    private static async Task<IReadOnlyCollection<string>> TablesAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });
        await using var command = source.CreateCommand("select tablename from pg_tables where schemaname = 'public'");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var tables = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private string As(string role) =>
        new NpgsqlConnectionStringBuilder(_admin) { Username = role, Password = "open-sesame" }.ConnectionString;
}
