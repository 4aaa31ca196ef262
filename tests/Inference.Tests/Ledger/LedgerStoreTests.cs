using Inference.Chats;
using Inference.Infrastructure;
using static Inference.Infrastructure.Samples;

namespace Inference.Ledger;

[ChoosesStorage]
public abstract class LedgerStoreTests(StoreFixture files)
{
    public sealed class OnSqlite(SqliteFixture files) : LedgerStoreTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : LedgerStoreTests(files), IClassFixture<PostgresFixture>;

    private readonly string _environment = NewId("env_");
    private readonly string _chat = NewId("chat_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_stored_as_one()
    {
        var log = NewId("log_");

        Assert.Equal(LedgerOutcome.Committed, await files.CommitAsync(new LedgerEntry { Chat = New("a", "b"), Log = Log(log, _environment) }));

        var chat = await ReadAsync();
        Assert.Equal(1, chat!.Version);
        Assert.Equal(["a", "b"], chat.Latest.Select(message => message.Content));
        Assert.Equal(1, await files.CountAsync($"inference_outbox where environment = '{_environment}'"));
    }

    [Fact]
    public async Task A_unit_that_does_not_fit_fails_alone_and_whole()
    {
        await files.CommitAsync(new LedgerEntry { Chat = New("a") });
        var (lost, kept, again) = (NewId("log_"), NewId("log_"), NewId("log_"));

        var outcomes = await files.Ledger.CommitAsync(
            [
                new LedgerEntry { Log = Log(kept, _environment) },
                new LedgerEntry { Chat = Append(count: 0, "x"), Log = Log(lost, _environment) },
                new LedgerEntry { Chat = Append(count: 1, "x") with { ExpectedVersion = 2 } },
                new LedgerEntry { Log = Log(kept, _environment) },
                new LedgerEntry { Chat = Append(count: 1, "b"), Log = Log(again, _environment) },
                new LedgerEntry { Chat = Append(count: 2, "x"), Log = Log(again, _environment) },
                new LedgerEntry { Chat = Append(count: 1, "b"), Log = Log(again, _environment) },
            ],
            Cancellation);

        Assert.Equal(
            [
                LedgerOutcome.Committed, LedgerOutcome.ChatMoved, LedgerOutcome.ChatMoved, LedgerOutcome.LogExists,
                LedgerOutcome.Committed, LedgerOutcome.LogExists, LedgerOutcome.LogExists,
            ],
            outcomes);
        Assert.Equal(["a", "b"], (await ReadAsync())!.Latest.Select(message => message.Content));
        Assert.Equal(0, await files.CountAsync($"inference_logs where id = '{lost}'"));
        Assert.Equal(2, await files.CountAsync($"inference_logs where environment = '{_environment}'"));
    }

    [Fact]
    public async Task A_header_counts_its_writes_and_leaves_the_messages()
    {
        await files.CommitAsync(new LedgerEntry { Chat = New("a") });

        await files.CommitAsync(new LedgerEntry { Chat = Append(count: 1) with { Header = Header(_environment, _chat, "New name") } });

        var chat = await ReadAsync();
        Assert.Equal((2, "New name", 1), (chat!.Version, chat.Header.Name, chat.MessageCount));
    }

    [Fact]
    public async Task Messages_can_be_replaced()
    {
        await files.CommitAsync(new LedgerEntry { Chat = New("a", "b", "c") });

        await files.CommitAsync(new LedgerEntry { Chat = Append(count: 3, "d") with { ReplacesMessages = true } });

        var chat = await ReadAsync();
        Assert.Equal((1, "d"), (chat!.MessageCount, chat.First!.Content));
    }

    [Fact]
    public async Task A_deleted_chat_is_gone_with_its_messages_and_can_begin_anew()
    {
        await files.CommitAsync(new LedgerEntry { Chat = New("a", "b") });

        Assert.Equal(LedgerOutcome.Committed, await files.CommitAsync(new LedgerEntry { Chat = Append(count: 2) with { Deletes = true } }));

        Assert.Null(await ReadAsync());
        Assert.Equal(0, await files.CountAsync($"chat_messages where chat = '{_chat}'"));
        Assert.Equal(LedgerOutcome.Committed, await files.CommitAsync(new LedgerEntry { Chat = New("z") }));
    }

    [Fact]
    public async Task A_chat_begins_with_its_header() =>
        Assert.Equal(
            LedgerOutcome.ChatMoved, await files.CommitAsync(new LedgerEntry { Chat = New("a") with { Header = null } }));

    [Fact]
    public async Task Logs_of_one_correlation_are_counted_from_zero()
    {
        var units = Enumerable.Range(0, 3).Select(_ => new LedgerEntry { Log = Log(NewId("log_"), _environment) with { CorrelationId = "c" } });
        await files.Ledger.CommitAsync([.. units], Cancellation);
        await files.CommitAsync(new LedgerEntry { Log = Log(NewId("log_"), NewId("env_")) with { CorrelationId = "c" } });

        Assert.Equal(1, await files.CountAsync($"inference_logs where environment = '{_environment}' and position = 2"));
        Assert.Equal(0, await files.CountAsync($"inference_logs where environment = '{_environment}' and position > 2"));
    }

    [Fact]
    public async Task Writers_from_everywhere_do_not_meet()
    {
        var other = files.Database.NewLedger();
        var commits = Enumerable.Range(0, 100).Select(number => (number % 2 == 0 ? files.Ledger : other)
            .CommitAsync([new LedgerEntry { Log = Log(NewId("log_"), _environment) }], Cancellation));

        await Task.WhenAll(commits);

        Assert.Equal(100, await files.CountAsync($"inference_logs where environment = '{_environment}'"));
    }

    private ChatChange New(params string[] messages) => NewChat(Header(_environment, _chat), messages);

    private ChatChange Append(int count, params string[] messages) => New(messages) with { ExpectedVersion = 1, ExpectedCount = count, Header = null };

    private Task<StoredChat?> ReadAsync() => files.Chats.ReadAsync(_environment, _chat, 10, Cancellation);
}
