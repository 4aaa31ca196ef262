using Inference.Chats;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using Inference.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

/// <summary>Rows as an earlier version wrote them: their keys are the names in lower case.</summary>
[ChoosesStorage]
public sealed class NameKeyBackfillTests
{
    private const string Decomposed = "Rene\u0301e";
    private const string Composed = "Ren\u00E9e";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.Postgres)]
    public async Task Keys_from_before_are_computed_again(StorageEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await AddChatAsync(database, "a", Decomposed);
        await AddChatAsync(database, "b", "plain");
        await AddPersonaAsync(database, "per_1", Decomposed);
        await AddUploadRowAsync(database, 1, Decomposed);

        await RunAsync(database);

        Assert.Equal("a", await FindAsync(database));
        Assert.Equal(1, await database.CountAsync($"grain_state where match = '{Composed.ToLowerInvariant()}' and version = 2"));
        Assert.Equal(1, await database.CountAsync($"upload_rows where match = '{Composed.ToLowerInvariant()}'"));
        Assert.Equal(3, await database.CountAsync("name_key_backfills where finished = 1"));
    }

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.Postgres)]
    public async Task It_goes_on_where_it_was_and_is_done_once(StorageEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        foreach (var id in (string[])["a", "b", "c"])
        {
            await AddChatAsync(database, id, Decomposed);
        }

        await database.ExecuteAsync("insert into name_key_backfills (target, first, second, finished) values ('chats', 'prod', 'a', 0)");
        await RunAsync(database);
        Assert.Equal("c b", await FindAsync(database));

        await AddChatAsync(database, "d", Decomposed);
        await RunAsync(database);
        Assert.Equal("c b", await FindAsync(database));
    }

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.Postgres)]
    public async Task More_rows_than_one_transaction_takes_are_all_done(StorageEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var units = Enumerable.Range(0, 1_001).Select(n => new LedgerEntry { Chat = NewChat(Header("prod", $"c{n}", Decomposed)) });
        await database.Ledger.CommitAsync([.. units], Cancellation);
        await MakeOldAsync(database);

        await Task.WhenAll(RunAsync(database), RunAsync(database));

        Assert.Equal(1_001, await database.CountAsync($"chats where folded_name = '{Composed.ToLowerInvariant()}'"));
    }

    [Fact]
    public async Task A_server_that_starts_finds_chats_from_before()
    {
        await using var database = await TestDatabase.CreateAsync();
        await AddChatAsync(database, "a", Decomposed);

        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions { Database = database, Silos = 1 });

        Assert.Equal("a", await Eventually.GetAsync(async () => await FindAsync(database) is { Length: > 0 } found ? found : null, Cancellation));
    }

    private static Task RunAsync(TestDatabase database) =>
        new NameKeyBackfill(database.Sql, TimeProvider.System, NullLogger<NameKeyBackfill>.Instance).RunAsync(Cancellation);

    private static async Task AddChatAsync(TestDatabase database, string id, string name)
    {
        await database.CommitAsync(new LedgerEntry { Chat = NewChat(Header("prod", id, name)) });
        await MakeOldAsync(database, id);
    }

    private static Task MakeOldAsync(TestDatabase database, string id = "%") => database.ExecuteAsync(
        "update chats set folded_name = @old where id like @id and folded_name = @key",
        ("@old", Decomposed.ToLowerInvariant()), ("@id", id), ("@key", Composed.ToLowerInvariant()));

    private static Task AddPersonaAsync(TestDatabase database, string id, string name) => database.AddDocumentAsync(
        "persona",
        $"prod/{id}",
        $$"""{"id":"{{id}}","environment":"prod","created_at":"2026-11-23T12:00:00.000Z","fields":{"name":"{{name}}"},"match":"{{name.ToLowerInvariant()}}"}""");

    private static async Task AddUploadRowAsync(TestDatabase database, int position, string name)
    {
        await database.ExecuteAsync("insert into upload_sessions (environment, token, version, document) values ('prod', 'upl_1', 1, '{}')");
        await database.ExecuteAsync(
            "insert into upload_rows (session, position, match, document) select number, @position, @match, '{}' from upload_sessions",
            ("@position", position), ("@match", name.ToLowerInvariant()));
    }

    private static async Task<string> FindAsync(TestDatabase database)
    {
        var found = await database.Chats.ListAsync(new ChatListFilter("prod", null, Composed), new PageRequest { Size = 9 }, 0, Cancellation);
        return string.Join(' ', found.Items.Select(chat => chat.Header.Id));
    }
}
