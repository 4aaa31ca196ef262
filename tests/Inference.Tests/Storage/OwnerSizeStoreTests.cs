using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Messages;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

[ChoosesStorage]
public abstract class OwnerSizeStoreTests(StoreFixture files)
{
    public sealed class OnSqlite(SqliteFixture files) : OwnerSizeStoreTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : OwnerSizeStoreTests(files), IClassFixture<PostgresFixture>;

    // PostgreSQL puts up to four bytes before each value, and compresses those from 2 KB on, which these are not.
    private const int Prefix = 4;

    private readonly string _environment = NewId("env_");
    private readonly Dictionary<string, byte[]> _stored = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_stored_is_measured_after_each_change()
    {
        Assert.Equal(0, await MeasureAsync(_environment, "anna"));

        await CommitAsync(Change("a", 0, 0, "one", "two ü"), LogOf("anna"));
        await AssertMeasuredAsync();
        await CommitAsync(Change("b", 0, 0, "of another chat"), log: null);
        await AssertMeasuredAsync();
        await CommitAsync(Change("a", 1, 2, "three"), LogOf("anna"));
        await AssertMeasuredAsync();

        _stored.Remove("a/0");
        _stored.Remove("a/1");
        _stored.Remove("a/2");
        await CommitAsync(Change("a", 2, 3, "replaced") with { ReplacesMessages = true }, log: null);
        await AssertMeasuredAsync();

        _stored.Remove("a/0");
        await CommitAsync(Change("a", 3, 1) with { Header = null, Deletes = true }, log: null);
        await AssertMeasuredAsync();

        foreach (var log in _stored.Keys.Where(key => key.StartsWith("log_", StringComparison.Ordinal)).ToList())
        {
            _stored.Remove(log);
        }

        // Logs go once statistics have counted them.
        await files.Statistics.FoldAsync(_environment, 100, Cancellation);
        await files.Logs.DeleteAsync(_environment, Noon.AddDays(1), 100, Cancellation);
        await AssertMeasuredAsync();
    }

    [Fact]
    public async Task Other_owners_and_environments_are_not_counted()
    {
        var elsewhere = NewId("env_");
        await CommitAsync(Change("a", 0, 0, "mine"), LogOf("anna"));
        await files.CommitAsync(new LedgerEntry { Chat = NewChat(Header(_environment, "b", owner: "berta"), "hers"), Log = LogOf("berta") });
        await files.CommitAsync(new LedgerEntry { Chat = NewChat(Header(elsewhere, "a"), "elsewhere, and longer than the other") });

        await AssertMeasuredAsync();
        Assert.NotEqual(await MeasureAsync(_environment, "anna"), await MeasureAsync(elsewhere, "anna"));
        Assert.True(await MeasureAsync(_environment, "berta") > 0);
        Assert.Equal(0, await MeasureAsync(elsewhere, "berta"));
        Assert.Equal(0, await MeasureAsync(_environment, "ann"));
    }

    private ChatChange Change(string chat, long version, int count, params string[] messages) =>
        NewChat(Header(_environment, chat), messages) with { ExpectedVersion = version, ExpectedCount = count };

    private InferenceLog LogOf(string owner) => Log(NewId("log_"), _environment) with
    {
        Owner = owner,
        Messages = [new LoggedMessage { Role = Role.User, Content = "What does it cost?" }],
    };

    private async Task CommitAsync(ChatChange chat, InferenceLog? log)
    {
        Assert.Equal(LedgerOutcome.Committed, await files.CommitAsync(new LedgerEntry { Chat = chat, Log = log }));
        var position = chat.ReplacesMessages ? 0 : chat.ExpectedCount;
        foreach (var message in chat.Messages)
        {
            _stored[$"{chat.ChatId}/{position++}"] = StorageJson.Serialize(message);
        }

        if (log is not null)
        {
            _stored[log.Id] = StorageJson.Serialize(log);
        }
    }

    private async Task AssertMeasuredAsync()
    {
        long expected = _stored.Values.Sum(json => json.Length);
        Assert.InRange(await MeasureAsync(_environment, "anna"), expected, expected + (this is OnPostgres ? Prefix * _stored.Count : 0));
    }

    private Task<long> MeasureAsync(string environment, string owner) => files.OwnerSizes.MeasureAsync(environment, owner, Cancellation);
}
