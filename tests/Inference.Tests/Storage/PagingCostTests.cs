using System.Text;
using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using Inference.Sql;
using Inference.Sqlite;
using Inference.Storage.Grains;
using Microsoft.Data.Sqlite;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

/// <summary>The cost of a page, counted in pages of the database's file that are read.</summary>
[ChoosesStorage]
public sealed class PagingCostTests(SqliteFixture files) : IClassFixture<SqliteFixture>
{
    private const int Items = 10_100;
    private const int CacheHit = 7;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_10000_of_documents_costs_what_page_1_costs()
    {
        using (var connection = files.File.Connect())
        using (var transaction = connection.BeginTransaction())
        using (var insert = new SqliteStatement(
            connection, "insert into grain_state (name, key, version, document) values ('note', $1, 1, $2)", SqliteType.Text, SqliteType.Text))
        {
            for (var i = 0; i < Items; i++)
            {
                var note = new Note { Id = Id(i), Environment = "prod", CreatedAt = Noon.AddSeconds(i / 3) };
                insert.Run(Id(i), Encoding.UTF8.GetString(StorageJson.Serialize(note)));
            }

            transaction.Commit();
        }

        var documents = new SqliteDocumentStore(files.File);
        await CompareAsync(async page => (await documents.ListAsync<Note>("note", "prod", page, Cancellation)).Items.Select(note => note.Id));
    }

    [Fact]
    public async Task Page_10000_of_chats_costs_what_page_1_costs()
    {
        await files.Ledger.CommitAsync(
            [.. Enumerable.Range(0, Items).Select(i => new LedgerEntry { Chat = NewChat(Header("prod", Id(i), second: i / 3), "Hello") })], Cancellation);

        var chats = new SqlChatStore(files.File);
        await CompareAsync(async page =>
            (await chats.ListAsync(new ChatListFilter("prod", null, null), page, 1, Cancellation)).Items.Select(chat => chat.Header.Id));
    }

    [Fact]
    public async Task Page_10000_of_logs_costs_what_page_1_costs()
    {
        await files.Ledger.CommitAsync([.. Enumerable.Range(0, Items).Select(i => new LedgerEntry { Log = Log(Id(i), second: i / 3) })], Cancellation);

        var logs = new SqliteLogStore(files.File);
        await CompareAsync(async page =>
            (await logs.ListAsync(new LogFilter { Environment = "prod" }, page, Cancellation)).Items.Select(log => log.Id));
    }

    private static string Id(int number) => $"id_{number:00000}";

    private async Task CompareAsync(Func<PageRequest, Task<IEnumerable<string>>> list)
    {
        await list(new PageRequest { Size = 1 });

        var (first, firstCost) = await CostAsync(list, new PageRequest { Size = 1 });
        var (_, skippedCost) = await CostAsync(list, new PageRequest { Size = 1, Skip = 9_999 });
        var (late, lateCost) = await CostAsync(list, new PageRequest { Size = 1, After = Id(Items - 9_999) });

        Assert.Equal([Id(Items - 1)], first);
        Assert.Equal([Id(Items - 10_000)], late);
        Assert.True(lateCost <= firstCost + 20, $"{firstCost} pages of the file for page 1, {lateCost} for page 10,000");
        Assert.True(skippedCost > lateCost, $"{skippedCost} pages of the file by skipping, {lateCost} by the cursor: this measures nothing");
    }

    private async Task<(IEnumerable<string> Ids, int Cost)> CostAsync(Func<PageRequest, Task<IEnumerable<string>>> list, PageRequest page)
    {
        // The pool gives the same connection again, and the count is the connection's.
        Looked(reset: true);
        var ids = await list(page);
        return (ids, Looked(reset: false));
    }

    private int Looked(bool reset)
    {
        using var connection = files.File.Connect();
        SQLitePCL.raw.sqlite3_db_status(connection.Handle, CacheHit, out var hits, out _, reset ? 1 : 0);
        return hits;
    }
}
