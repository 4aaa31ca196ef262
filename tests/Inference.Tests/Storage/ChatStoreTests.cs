using Inference.Chats;
using Inference.Errors;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

[ChoosesStorage]
public abstract class ChatStoreTests(StoreFixture files)
{
    public sealed class OnSqlite(SqliteFixture files) : ChatStoreTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : ChatStoreTests(files), IClassFixture<PostgresFixture>;

    private readonly string _environment = NewId("env_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_is_the_latest_messages_and_the_first()
    {
        await AddAsync("c", messages: ["0", "1", "2", "3"]);

        var chat = await files.Chats.ReadAsync(_environment, "c", 2, Cancellation);

        Assert.Equal((4, "0"), (chat!.MessageCount, chat.First!.Content));
        Assert.Equal(["2", "3"], chat.Latest.Select(message => message.Content));
        var middle = await files.Chats.ReadMessagesAsync(_environment, "c", 1, 2, Cancellation);
        Assert.Equal(["1", "2"], middle.Select(message => message.Content));
        Assert.Null(await files.Chats.ReadAsync(_environment, "missing", 2, Cancellation));
    }

    [Fact]
    public async Task Lists_are_newest_first_and_paged_by_cursor_or_offset()
    {
        foreach (var (id, second) in new[] { ("a", 1), ("b", 2), ("c", 2), ("d", 3), ("e", 0) })
        {
            await AddAsync(id, second: second);
        }

        Assert.Equal(("d c", true), await ListAsync(new PageRequest { Size = 2 }));
        Assert.Equal(("b a", true), await ListAsync(new PageRequest { Size = 2, After = "c" }));
        Assert.Equal(("e", false), await ListAsync(new PageRequest { Size = 2, After = "a" }));
        Assert.Equal(("c b", true), await ListAsync(new PageRequest { Size = 2, Skip = 1 }));
        Assert.Equal(("", false), await ListAsync(new PageRequest { Size = 2, Skip = 9 }));
    }

    [Fact]
    public async Task A_cursor_that_names_nothing_of_the_list_is_refused()
    {
        await AddAsync("a", owner: "berta");

        var error = await Assert.ThrowsAsync<InferenceException>(() => ListAsync(new PageRequest { Size = 2, After = "a" }, owner: "anna"));

        Assert.Equal((ErrorKind.InvalidParamValue, "after"), (error.Kind, error.Param));
    }

    [Fact]
    public async Task Names_are_found_in_any_case_and_taken_by_the_letter()
    {
        await AddAsync("a", name: "Straße nach ÄGYPTEN");
        await AddAsync("b", name: @"100% under_score back\slash");

        Assert.Equal(("a", false), await ListAsync(new PageRequest { Size = 9 }, name: "ägypten"));
        Assert.Equal(("b", false), await ListAsync(new PageRequest { Size = 9 }, name: "0% UNDER_"));
        Assert.Equal(("b", false), await ListAsync(new PageRequest { Size = 9 }, name: @"back\sl"));
        Assert.Equal(("", false), await ListAsync(new PageRequest { Size = 9 }, name: "1_0"));
    }

    [Theory]
    [InlineData("Rene\u0301e", "Ren\u00E9e")]
    [InlineData("Rene\u0301e", "REN\u00C9E")]
    [InlineData("Ren\u00E9e", "rene\u0301")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "\uD55C\uAE00")]
    [InlineData("Vi\u00EA\u0323t Nam", "VI\u1EC6T")]
    [InlineData("\u039F\u0394\u03A5\u03A3\u03A3\u0395\u03A5\u03A3", "\u03BF\u03B4\u03C5\u03C3\u03C3\u03B5\u03C5\u03C2")]
    [InlineData("Stra\u00DFe", "STRASSE")]
    [InlineData("\u0130zmir", "i\u0307zmir")]
    public async Task Names_are_found_in_any_Unicode_composition(string name, string searched)
    {
        await AddAsync("a", name: name);
        await AddAsync("b", name: "Rene");

        Assert.Equal(("a", false), await ListAsync(new PageRequest { Size = 9 }, name: searched));
    }

    [Fact]
    public async Task A_listed_chat_shows_its_latest_messages_and_when_it_changed()
    {
        var header = Header(_environment, "a");
        var change = NewChat(header, "0", "1");
        change = change with { Messages = change.Messages.SetItem(1, Message("1") with { CreatedAt = Noon.AddHours(1) }) };
        await files.CommitAsync(new LedgerEntry { Chat = change });

        var list = await files.Chats.ListAsync(new ChatListFilter(_environment, null, null), new PageRequest { Size = 9 }, 1, Cancellation);

        var chat = Assert.Single(list.Items);
        Assert.Equal("1", Assert.Single(chat.Messages).Content);
        Assert.Equal((1, 2, Noon.AddHours(1)), (chat.FirstPosition, chat.TotalMessages, chat.UpdatedAt));
    }

    private Task<LedgerOutcome> AddAsync(string id, string name = "A chat", int second = 0, string owner = "anna", params string[] messages) =>
        files.CommitAsync(new LedgerEntry { Chat = NewChat(Header(_environment, id, name, second, owner), messages) });

    private async Task<(string Ids, bool HasMore)> ListAsync(PageRequest page, string? name = null, string? owner = null)
    {
        var list = await files.Chats.ListAsync(new ChatListFilter(_environment, owner, name), page, 0, Cancellation);
        return (string.Join(' ', list.Items.Select(chat => chat.Header.Id)), list.HasMore);
    }
}
