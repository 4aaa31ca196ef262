using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using static Inference.Infrastructure.Samples;

namespace Inference.InferenceLogs;

[ChoosesStorage]
public sealed class PostgresPartitionTests(PostgresFixture files) : IClassFixture<PostgresFixture>
{
    private const int Silos = 8;

    private readonly string _environment = NewId("env_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_silos_may_write_the_first_log_of_a_month_at_once()
    {
        for (var month = 0; month < 24; month++)
        {
            var time = Noon.AddMonths(month);
            var commits = Enumerable.Range(0, Silos).Select(_ => files.Database.NewLedger().CommitAsync(
                [new LedgerEntry { Log = Log(NewId("log_"), _environment) with { CreatedAt = time } }], Cancellation));

            Assert.All(await Task.WhenAll(commits), outcomes => Assert.Equal([LedgerOutcome.Committed], outcomes));
        }

        Assert.Equal(24 * Silos, await files.CountAsync($"inference_logs where environment = '{_environment}'"));
    }

    [Fact]
    public async Task Whole_months_are_dropped_by_partition_and_late_rows_are_kept()
    {
        foreach (var month in (int[])[-40, -39, -1])
        {
            await AddAsync($"{month}", Noon.AddMonths(month));
        }

        await files.Statistics.FoldAsync(_environment, 10, Cancellation);
        while (await files.Logs.DeleteAsync(_environment, Noon.AddMonths(-3), 10, Cancellation) > 0)
        {
        }

        var left = await files.Logs.ListAsync(new LogFilter { Environment = _environment }, new PageRequest { Size = 10 }, Cancellation);
        Assert.Equal([_environment + "-1"], left.Items.Select(log => log.Id));
        Assert.Equal(1, await files.CountAsync($"inference_log_ids where environment = '{_environment}'"));
        Assert.Equal(0, await files.CountAsync($"pg_class where relname = 'inference_logs_{Noon.AddMonths(-40):yyyy_MM}'"));

        await AddAsync("late", Noon.AddMonths(-40));
        Assert.NotNull(await files.Logs.FindAsync(_environment, _environment + "late", Cancellation));
    }

    [Fact]
    public async Task Calls_of_one_correlation_on_several_silos_have_positions_of_their_own()
    {
        var commits = Enumerable.Range(0, Silos).Select(silo => Task.Run(async () =>
        {
            var ledger = files.Database.NewLedger();
            for (var call = 0; call < 20; call++)
            {
                await ledger.CommitAsync(
                    [.. Enumerable.Range(0, 3).Select(n => new LedgerEntry { Log = Log(NewId("log_"), _environment) with { CorrelationId = $"c{(silo + n) % 3}" } })],
                    Cancellation);
            }
        }));

        await Task.WhenAll(commits);

        Assert.Equal(0, await files.CountAsync($"(select 1 from inference_logs where environment = '{_environment}' group by correlation_id, position having count(*) > 1) as twice"));
        Assert.Equal(3, await files.CountAsync($"inference_logs where environment = '{_environment}' and position = {(Silos * 20) - 1}"));
    }

    private async Task AddAsync(string name, DateTimeOffset time) => Assert.Equal(
        LedgerOutcome.Committed, await files.CommitAsync(new LedgerEntry { Log = Log(_environment + name, _environment) with { CreatedAt = time } }));
}
