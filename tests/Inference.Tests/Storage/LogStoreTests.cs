using Inference.Errors;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

[ChoosesStorage]
public abstract class LogStoreTests(StoreFixture files)
{
    public sealed class OnSqlite(SqliteFixture files) : LogStoreTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : LogStoreTests(files), IClassFixture<PostgresFixture>;

    private readonly string _environment = NewId("env_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_filter_finds_what_it_names()
    {
        var plain = await AddAsync(log => log);
        var special = await AddAsync(log => log with
        {
            Owner = "berta",
            User = "u",
            ApiKeyId = "key_2",
            Model = "big",
            Type = "insight",
            Succeeded = false,
            Tags = ["x", "y", "x"],
            CorrelationId = "c",
            CreatedAt = Noon.AddMinutes(1),
        });
        var all = new LogFilter { Environment = _environment };

        Assert.Equal([special, plain], await ListAsync(all));
        foreach (var filter in new[]
        {
            all with { Owner = "berta" }, all with { User = "u" }, all with { ApiKeyId = "key_2" }, all with { Model = "big" },
            all with { Type = "insight" }, all with { Succeeded = false }, all with { Tag = "x" }, all with { CorrelationId = "c" },
            all with { Start = Noon.AddTicks(1) }, all with { Tag = "y", Start = Noon.AddMinutes(1), Owner = "berta", User = "u" },
            all with { User = "u", Succeeded = false, Model = "big", Type = "insight", Owner = "berta", ApiKeyId = "key_2", CorrelationId = "c" },
        })
        {
            Assert.Equal([special], await ListAsync(filter));
        }

        Assert.Equal([plain], await ListAsync(all with { End = Noon.AddMinutes(1) }));
        Assert.Equal([plain], await ListAsync(all with { Succeeded = true }));
        Assert.Empty(await ListAsync(all with { Tag = "z" }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_follow_one_another_without_gap_or_repetition(bool tagged)
    {
        var ids = new List<string>();
        for (var number = 0; number < 7; number++)
        {
            ids.Add(await AddAsync(log => log with { Tags = ["t"], CreatedAt = Noon.AddMilliseconds(ids.Count / 3) }));
        }

        var filter = new LogFilter { Environment = _environment, Tag = tagged ? "t" : null };
        var expected = await ListAsync(filter);
        var found = new List<string>();
        Page<InferenceLog> page;
        do
        {
            var request = new PageRequest { Size = 2, After = found.LastOrDefault() };
            page = await files.Logs.ListAsync(filter, request, Cancellation);
            found.AddRange(page.Items.Select(log => log.Id));
        }
        while (page.HasMore);

        Assert.Equal(expected, found);
        Assert.Equal(ids.Order(), found.Order());
        Assert.Equal(found[2..4], (await files.Logs
            .ListAsync(filter, new PageRequest { Size = 2, Skip = 2 }, Cancellation)).Items.Select(log => log.Id));
    }

    [Fact]
    public async Task A_log_comes_back_as_it_was_with_its_position()
    {
        await AddAsync(log => log with { CorrelationId = "c" });
        var log = Log(NewId("log_"), _environment, 5) with
        {
            CorrelationId = "c",
            Metadata = """{"a":1}""",
            Messages = [new LoggedMessage { Role = Messages.Role.User, Content = "hi" }],
            Answer = new LoggedAnswer { Content = "ho", Usage = new Messages.Usage(1, 2), Elapsed = TimeSpan.FromMilliseconds(3) },
        };
        await files.CommitAsync(new LedgerEntry { Log = log });

        var page = await files.Logs
            .ListAsync(new LogFilter { Environment = _environment }, new PageRequest { Size = 1 }, Cancellation);

        var found = Assert.Single(page.Items);
        Assert.Equal(1, found.Position);
        Assert.Equal(log.Answer, found.Answer! with { ToolCalls = log.Answer!.ToolCalls });
        Assert.Equal((log.Metadata, log.FinishedAt, "hi"), (found.Metadata, found.FinishedAt, found.Messages[0].Content));
    }

    [Fact]
    public async Task A_cursor_that_names_nothing_is_refused()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => files.Logs.ListAsync(
            new LogFilter { Environment = _environment }, new PageRequest { Size = 1, After = "nothing" }, Cancellation));

        Assert.Equal((ErrorKind.InvalidParamValue, "after"), (error.Kind, error.Param));
    }

    private async Task<string> AddAsync(Func<InferenceLog, InferenceLog> change)
    {
        var id = NewId("log_");
        await files.CommitAsync(new LedgerEntry { Log = change(Log(id, _environment)) });
        return id;
    }

    private async Task<string[]> ListAsync(LogFilter filter)
    {
        var page = await files.Logs.ListAsync(filter, new PageRequest { Size = 100 }, Cancellation);
        return [.. page.Items.Select(log => log.Id)];
    }
}
