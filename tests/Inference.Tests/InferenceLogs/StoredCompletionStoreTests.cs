using System.Collections.Immutable;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Messages;
using Inference.Paging;
using static Inference.Infrastructure.Samples;

namespace Inference.InferenceLogs;

[ChoosesStorage]
public abstract class StoredCompletionStoreTests(StoreFixture files)
{
    public sealed class OnSqlite(SqliteFixture files) : StoredCompletionStoreTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : StoredCompletionStoreTests(files), IClassFixture<PostgresFixture>;

    private readonly string _environment = NewId("env_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_stored_is_listed_by_time_and_by_what_is_asked()
    {
        await AddAsync("a", second: 1);
        await AddAsync("b", second: 2, model: "other", metadata: """{"topic":"x","fast":true}""");
        await AddAsync("c", second: 3, owner: "ben", metadata: """{"topic":"y"}""");
        await AddAsync("d", second: 4, stored: null);

        Assert.Equal(["a", "b", "c"], await ListAsync(Filter with { OldestFirst = true }));
        Assert.Equal(["c", "b", "a"], await ListAsync(Filter));
        Assert.Equal(["b", "a"], await ListAsync(Filter with { Owner = "anna" }));
        Assert.Equal(["b"], await ListAsync(Filter with { Model = "other" }));
        Assert.Equal(["c"], await ListAsync(Filter with { Metadata = Metadata(("topic", "y")) }));
        Assert.Equal(["b"], await ListAsync(Filter with { Metadata = Metadata(("topic", "x"), ("fast", "true")) }));
        Assert.Empty(await ListAsync(Filter with { Metadata = Metadata(("topic", "x"), ("\"]'", "1")) }));
    }

    [Theory]
    [InlineData(true, "a,b", "c")]
    [InlineData(false, "c,b", "a")]
    public async Task A_page_goes_on_after_one_that_was_erased(bool oldestFirst, string first, string second)
    {
        foreach (var (id, second1) in ((string, int)[])[("a", 1), ("b", 2), ("c", 3)])
        {
            await AddAsync(id, second1);
        }

        var filter = Filter with { OldestFirst = oldestFirst };
        var page = await files.Logs.ListStoredAsync(filter, new PageRequest { Size = 2, IsCursor = true }, Cancellation);
        await EraseAsync("b");
        var next = await files.Logs.ListStoredAsync(filter, new PageRequest { Size = 2, IsCursor = true, After = page.Items[^1].Id }, Cancellation);

        Assert.Equal((first, true), (string.Join(',', page.Items.Select(Name)), page.HasMore));
        Assert.Equal((second, false), (string.Join(',', next.Items.Select(Name)), next.HasMore));
    }

    [Fact]
    public async Task An_erased_log_stays_with_its_numbers_and_is_listed_no_longer()
    {
        await AddAsync("a", second: 1);
        var before = (await FindAsync("a"))!;

        await EraseAsync("a");
        await EraseAsync("a");

        Assert.Empty(await ListAsync(Filter));
        Assert.Equal(0, await files.CountAsync($"inference_logs where environment = '{_environment}' and cast(document as text) like '%secret%'"));
        var after = (await FindAsync("a"))!;
        Assert.Equal((before.InputTokens, before.Position, before.Model), (after.InputTokens, after.Position, after.Model));
        Assert.Equal(1, await files.CountAsync($"inference_outbox where environment = '{_environment}'"));
        Assert.NotNull(after.DeletedAt);
    }

    [Fact]
    public async Task A_log_and_its_chat_turn_are_erased_atomically()
    {
        await AddAsync("a", second: 1);
        var chat = NewId("chat_");
        await files.CommitAsync(new LedgerEntry { Chat = NewChat(Header(_environment, chat), "secret one", "two") });
        var change = new ChatChange { Environment = _environment, ChatId = chat, ExpectedVersion = 1, ExpectedCount = 7, ReplacesMessages = true };
        var erased = LogContents.Erase((await FindAsync("a"))!, Noon);

        Assert.Equal(LedgerOutcome.ChatMoved, await files.CommitAsync(new LedgerEntry { Chat = change, Erased = erased }));
        Assert.Null((await FindAsync("a"))!.DeletedAt);

        Assert.Equal(LedgerOutcome.Committed, await files.CommitAsync(new LedgerEntry { Chat = change with { ExpectedCount = 2, Messages = [Message("two")] }, Erased = erased }));
        Assert.NotNull((await FindAsync("a"))!.DeletedAt);
        Assert.Equal(["two"], (await files.Chats.ReadAsync(_environment, chat, 10, Cancellation))!.Latest.Select(message => message.Content));
    }

    [Fact]
    public async Task Retention_takes_the_entries_of_the_list_along()
    {
        await AddAsync("a", second: 1);
        await files.Statistics.FoldAsync(_environment, 10, Cancellation);

        while (await files.Logs.DeleteAsync(_environment, Noon.AddYears(1), 10, Cancellation) > 0)
        {
        }

        Assert.Equal(0, await files.CountAsync($"stored_completions where environment = '{_environment}'"));
    }

    private StoredCompletionFilter Filter => new() { Environment = _environment };

    private static ImmutableDictionary<string, string> Metadata(params (string Key, string Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);

    private async Task AddAsync(string name, int second, string owner = "anna", string model = "local", string? metadata = null, bool? stored = true)
    {
        var log = Log($"{_environment}-{name}", _environment, second) with
        {
            Owner = owner,
            Model = model,
            Metadata = metadata,
            Stored = stored,
            InputTokens = 7,
            Messages = [new LoggedMessage { Role = Role.User, Content = "a secret" }],
            Answer = new LoggedAnswer { Content = "the secret", ReasoningContent = "secretly" },
        };
        Assert.Equal(LedgerOutcome.Committed, await files.CommitAsync(new LedgerEntry { Log = log }));
    }

    private async Task EraseAsync(string name) =>
        await files.CommitAsync(new LedgerEntry { Erased = LogContents.Erase((await FindAsync(name))!, Noon.AddHours(1)) });

    private Task<InferenceLog?> FindAsync(string name) => files.Logs.FindAsync(_environment, $"{_environment}-{name}", Cancellation);

    private async Task<IEnumerable<string>> ListAsync(StoredCompletionFilter filter) =>
        (await files.Logs.ListStoredAsync(filter, new PageRequest { Size = 10, IsCursor = true }, Cancellation)).Items.Select(Name);

    private string Name(InferenceLog log) => log.Id[(_environment.Length + 1)..];
}
