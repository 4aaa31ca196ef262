using DbUp;
using Inference.Infrastructure;
using Inference.Sqlite;
using Inference.Storage;
using Microsoft.Data.Sqlite;

namespace Inference.Statistics;

public sealed class StatisticsUpgradeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_older_than_statistics_are_counted_and_found_by_tags()
    {
        using var directory = new TemporaryDirectory();
        var log = Samples.Log("old") with { InputTokens = 3, OutputTokens = 4, LatencyMilliseconds = 1_500, Tags = ["vip"] };
        CreateOld(directory.Path, StorageJson.Serialize(log));

        using var database = new SqliteDatabase(directory.Path);
        database.Open();
        var store = new SqliteStatisticsStore(database);
        var filter = new StatisticsFilter { Environment = "prod", Start = Samples.Noon, End = Samples.Noon.AddHours(1) };

        var before = await store.ReadAsync(filter, Cancellation);
        Assert.Equal(1, await store.FoldAsync("prod", 10, Cancellation));
        StatisticsAssert.Equal(LogScan.Sum([log]), before);
        StatisticsAssert.Equal(LogScan.Sum([log]), await store.ReadAsync(filter, Cancellation));
        var tagged = await new SqliteLogStore(database).ListAsync(
            new() { Environment = "prod", Tag = "vip" }, new() { Size = 10 }, Cancellation);
        Assert.Equal("old", Assert.Single(tagged.Items).Id);
    }

    /// <summary>A database as it was before, with one log.</summary>
    private static void CreateOld(string directory, byte[] document)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "inference.db"), Pooling = false }.ToString();
        var upgrade = DeployChanges.To.SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteDatabase).Assembly, name =>
                name.Contains(".Sqlite.Scripts.000", StringComparison.Ordinal)
                && string.CompareOrdinal(name[name.IndexOf("000", StringComparison.Ordinal)..], "0004") < 0)
            .Build()
            .PerformUpgrade();
        Assert.True(upgrade.Successful, upgrade.Error?.Message);

        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            insert into inference_logs (id, environment, owner, created_at, api_key_id, model, type, succeeded, correlation_id, position, document)
            values ('old', 'prod', 'anna', $time, 'key_1', 'local', 'chat', 1, 'old', 0, cast($document as text));
            insert into inference_log_tags (environment, tag, created_at, log) select 'prod', 'vip', $time, sequence from inference_logs;
            insert into inference_outbox (log) select sequence from inference_logs;
            """;
        command.Parameters.AddWithValue("$time", Samples.Noon.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$document", document);
        command.ExecuteNonQuery();
    }
}
