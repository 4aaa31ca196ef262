using DbUp;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Postgres;
using Npgsql;

namespace Inference.Statistics;

/// <summary>Silos of the version before tokens had details, beside newer ones on one database.</summary>
[ChoosesStorage]
public sealed class RollingUpgradeTests
{
    private const string Added = "0012_token_details";

    // As the older version has them, but for the parameters.
    private const string OldLog =
        """
        insert into inference_logs (
            id, environment, owner, created_at, "user", api_key_id, model, type, succeeded, correlation_id, position,
            input_tokens, output_tokens, latency_ms, tags, document)
        values (@id, 'prod', 'anna', @time, null, 'key_1', 'local', 'chat', 1, @id, 0, 3, 4, 10, '{}', cast(@document as json));
        insert into inference_outbox (
            log, environment, owner, created_at, api_key_id, model, type, succeeded, input_tokens, output_tokens, latency_ms)
        values (@id, 'prod', 'anna', @time, 'key_1', 'local', 'chat', 1, 3, 4, 10)
        """;

    private const string OldFold =
        """
        with counted as (
            delete from inference_outbox where environment = 'prod' returning input_tokens, output_tokens, latency_ms)
        update inference_rollups as known set
            calls = calls + counted.n, successes = successes + counted.n, input_tokens = known.input_tokens + counted.input,
            output_tokens = known.output_tokens + counted.output, latency_ms = known.latency_ms + counted.latency
        from (select count(*) as n, sum(input_tokens) as input, sum(output_tokens) as output, sum(latency_ms) as latency from counted) as counted
        """;

    private static readonly StatisticsFilter Day = new() { Environment = "prod", Start = Samples.Noon.Date, End = Samples.Noon.Date.AddDays(1) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_versions_write_and_count_logs_side_by_side()
    {
        await using var database = new PostgresTestDatabase(await TestPostgres.CreateDatabaseAsync());
        await AddOldLogAsync(database, "old");
        Assert.Equal(LedgerOutcome.Committed, await database.CommitAsync(New("new")));

        Assert.Equal("2 6 8 5 1", Shown(await database.Statistics.ReadAsync(Day, Cancellation)));
        Assert.Equal(2, await database.Statistics.FoldAsync("prod", 10, Cancellation));
        Assert.Equal("2 6 8 5 1", Shown(await database.Statistics.ReadAsync(Day, Cancellation)));

        Assert.Equal(LedgerOutcome.Committed, await database.CommitAsync(New("counted by an older silo")));
        await database.ExecuteAsync(OldFold);
        Assert.Equal("3 9 12 5 1", Shown(await database.Statistics.ReadAsync(Day, Cancellation)));
        Assert.Equal(0, (await database.Logs.FindAsync("prod", "old", Cancellation))!.CachedTokens);
    }

    [Fact]
    public async Task Silos_write_while_the_upgrade_waits_for_a_reader()
    {
        var connection = await TestPostgres.CreateEmptyDatabaseAsync();
        CreateOld(connection);
        await using var database = new PostgresTestDatabase($"{connection};Options=-c lock_timeout=3000");
        await using var reader = new NpgsqlConnection(connection);
        await reader.OpenAsync(Cancellation);
        await using var transaction = await reader.BeginTransactionAsync(Cancellation);
        await using (var read = new NpgsqlCommand("select count(*) from inference_logs", reader, transaction))
        {
            await read.ExecuteScalarAsync(Cancellation);
        }

        await using var upgraded = new PostgresDatabase(connection);
        var upgrade = Task.Run(() => upgraded.OpenAsync(Cancellation), Cancellation);
        for (var log = 0; log < 3; log++)
        {
            await Eventually.GetAsync(async () => await WaitsAsync(database) ? database : null, Cancellation);
            await AddOldLogAsync(database, $"log {log}");
        }

        Assert.False(upgrade.IsCompleted);
        await transaction.CommitAsync(Cancellation);
        await upgrade;
        Assert.Equal("3 9 12 0 0", Shown(await database.Statistics.ReadAsync(Day, Cancellation)));
    }

    private static async Task<bool> WaitsAsync(PostgresTestDatabase database) =>
        await database.CountAsync("pg_locks where relation = 'inference_logs'::regclass and not granted") > 0;

    private static LedgerEntry New(string id) => new()
    {
        Log = Samples.Log(id) with { InputTokens = 3, OutputTokens = 4, LatencyMilliseconds = 10, CachedTokens = 5, ReasoningTokens = 1 },
    };

    private static async Task AddOldLogAsync(PostgresTestDatabase database, string id)
    {
        var document = $$"""
            {"id": "{{id}}", "environment": "prod", "owner": "anna", "api": "/v1/chats", "api_key_id": "key_1", "model": "local", "type": "chat", "succeeded": true,
             "correlation_id": "{{id}}", "input_tokens": 3, "output_tokens": 4, "created_at": "2026-11-23T12:00:00.000Z", "finished_at": "2026-11-23T12:00:01.000Z"}
            """;
        await database.ExecuteAsync("select inference_make_log_partition(@time)", ("time", Samples.Noon.ToUnixTimeMilliseconds()));
        await database.ExecuteAsync("insert into inference_log_ids (id, environment, created_at) values (@id, 'prod', @time)", ("id", id), ("time", Samples.Noon.ToUnixTimeMilliseconds()));
        await database.ExecuteAsync(OldLog, ("id", id), ("time", Samples.Noon.ToUnixTimeMilliseconds()), ("document", document));
    }

    private static string Shown(LogStatistics sums) =>
        $"{sums.Calls} {sums.InputTokens} {sums.OutputTokens} {sums.CachedTokens} {sums.ReasoningTokens}";

    private static void CreateOld(string connection)
    {
        var upgrade = DeployChanges.To.PostgresqlDatabase(connection)
            .WithScriptsEmbeddedInAssembly(typeof(PostgresDatabase).Assembly, name =>
                name.Contains(".Postgres.Scripts.", StringComparison.Ordinal)
                && string.CompareOrdinal(name[(name.IndexOf(".Scripts.", StringComparison.Ordinal) + ".Scripts.".Length)..], Added) < 0)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .Build()
            .PerformUpgrade();
        Assert.True(upgrade.Successful, upgrade.Error?.Message);
    }
}
