using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Messages;
using Inference.Paging;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

[ChoosesStorage]
public abstract class PageLimitTests(StoreFixture files)
{
    private const int Megabyte = 1024 * 1024;

    public sealed class OnSqlite(SqliteFixture files) : PageLimitTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : PageLimitTests(files), IClassFixture<PostgresFixture>;

    private readonly string _name = NewId("state_");
    private readonly string _environment = NewId("env_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cursor_page_ends_at_the_size_limit_and_loses_nothing()
    {
        foreach (var (n, megabytes) in ((int, int)[])[(0, 3), (1, 3), (2, 3), (3, 9), (4, 1), (5, 0)])
        {
            await AddAsync($"{n}", n, Text(megabytes));
        }

        var pages = await WalkAsync(size: 5);

        Assert.Equal(["5 4", "3", "2 1", "0"], pages.Select(page => string.Join(' ', page.Items.Select(item => item.Id))));
        Assert.All(pages.SelectMany(page => page.Items), item => Assert.Null(item.Truncated));
        Assert.Equal([true, true, true, false], pages.Select(page => page.HasMore));
    }

    [Fact]
    public async Task A_numbered_page_keeps_all_items_and_shortens_those_beyond_the_limit()
    {
        for (var n = 0; n < 6; n++)
        {
            await AddAsync($"{n}", n, Text(n == 1 ? 0 : 3));
        }

        var first = await ListAsync(new PageRequest { Size = 4 });
        var second = await ListAsync(new PageRequest { Size = 4, Skip = 4 });

        Assert.Equal(["5", "4", "3", "2"], first.Items.Select(item => item.Id));
        Assert.Equal([null, null, true, true], first.Items.Select(item => item.Truncated));
        Assert.All(first.Items[2..], item => Assert.Equal(1_001, item.Text.Length));
        Assert.True(first.HasMore);
        Assert.Equal(["1", "0"], second.Items.Select(item => item.Id));
        Assert.False(second.HasMore);
    }

    [Theory]
    [InlineData("""{"text":5}""")]
    [InlineData("""{"created_at":"2026-11-23T12:00:02 noon"}""")]
    [InlineData("""{"deep":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""")]
    public async Task A_document_that_cannot_be_read_hides_no_other(string broken)
    {
        await AddAsync("a", 3, "");
        await AddAsync("b", 2, "", broken);
        await AddAsync("c", 1, "", broken);
        await AddAsync("d", 0, "");

        Assert.Equal(["a", "d"], (await WalkAsync(size: 1)).SelectMany(page => page.Items).Select(item => item.Id));
        Assert.Equal(["a", "d"], (await ListAsync(new PageRequest { Size = 4 })).Items.Select(item => item.Id));
        Assert.Equal(["a", "d"], (await files.Documents.ReadAllAsync<Item>(_name, _environment, Cancellation)).Select(item => item.Id));
        Assert.Equal(2, (await WalkByNumberAsync(size: 2)).Sum(page => page.Items.Length));
    }

    [Fact]
    public async Task A_page_of_chats_shows_the_latest_messages_that_fit()
    {
        await AddChatAsync("big", 2, [.. Enumerable.Repeat(Text(2), 4)]);
        await AddChatAsync("huge", 1, Text(9));
        await AddChatAsync("small", 0, "one", "two");

        var chats = (await files.Chats.ListAsync(new ChatListFilter(_environment, null, null), new PageRequest { Size = 3 }, 20, Cancellation)).Items;

        Assert.Equal(["big", "huge", "small"], chats.Select(chat => chat.Header.Id));
        Assert.Equal([1, 0, 2], chats.Select(chat => chat.Messages.Length));
        Assert.Equal([4, 1, 2], chats.Select(chat => chat.TotalMessages));
        Assert.Equal([3, 1, 0], chats.Select(chat => chat.FirstPosition));
        Assert.Equal([Noon.AddHours(1), Noon.AddHours(1), Noon.AddHours(1)], chats.Select(chat => chat.UpdatedAt));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_hides_neither_its_chat_nor_others()
    {
        await AddChatAsync("a", 1, "one", "two");
        await AddChatAsync("b", 0, "three");
        await files.Database.ExecuteAsync(
            $"update chat_messages set message = '{{\"role\":7}}' where environment = '{_environment}' and chat = 'a' and position = 0");

        var chats = (await files.Chats.ListAsync(new ChatListFilter(_environment, null, null), new PageRequest { Size = 3 }, 20, Cancellation)).Items;

        Assert.Equal(["two", "three"], chats.SelectMany(chat => chat.Messages).Select(message => message.Content));
    }

    [Fact]
    public async Task Messages_before_a_position_are_bounded_and_all_within_reach()
    {
        await AddChatAsync("a", 0, "0", Text(3), Text(3), Text(9), Text(1), "5");
        var (header, end, windows) = (Header(_environment, "a"), 6, new List<int>());
        while (end > 0)
        {
            var window = await files.Chats.ReadBeforeAsync(header, end, 100, PageLimit.Bytes, Cancellation);
            windows.Add(window.Length);
            end -= window.Length;
        }

        Assert.Equal([2, 1, 3], windows);
        Assert.Empty(await files.Chats.ReadBeforeAsync(header, 0, 100, PageLimit.Bytes, Cancellation));
    }

    [Fact]
    public async Task Logs_are_bounded_as_documents_are()
    {
        for (var n = 0; n < 4; n++)
        {
            var log = Log($"{_environment}-{n}", _environment, n) with
            {
                Messages = [new LoggedMessage { Role = Role.User, Content = Text(3) }],
                Metadata = $$"""{"long":"{{new string('x', 2_000)}}"}""",
            };
            await files.CommitAsync(new LedgerEntry { Log = log });
        }

        var filter = new LogFilter { Environment = _environment };
        var numbered = await files.Logs.ListAsync(filter, new PageRequest { Size = 3 }, Cancellation);
        var cursor = await files.Logs.ListAsync(filter, new PageRequest { Size = 3, IsCursor = true }, Cancellation);
        var rest = await files.Logs.ListAsync(filter, new PageRequest { Size = 3, IsCursor = true, After = cursor.Items[^1].Id }, Cancellation);

        Assert.Equal([null, null, true], numbered.Items.Select(log => log.Truncated));
        Assert.Equal(1_001, JsonNode.Parse(numbered.Items[2].Metadata!)!["long"]!.ToString().Length);
        Assert.Equal((2, 2, false), (cursor.Items.Length, rest.Items.Length, rest.HasMore));
        Assert.All(rest.Items, log => Assert.Equal(3 * Megabyte, log.Messages[0].Content!.Length));
    }

    private static string Text(int megabytes) => new('x', megabytes * Megabyte);

    private Task AddAsync(string id, int second, string text, string more = "{}")
    {
        var document = JsonSerializer.SerializeToNode(
            new Item { Id = id, Environment = _environment, CreatedAt = Noon.AddSeconds(second), Text = text }, StorageJson.Options)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(more, documentOptions: new JsonDocumentOptions { MaxDepth = 128 })!.AsObject())
        {
            document[name] = value?.DeepClone();
        }

        return files.Database.AddDocumentAsync(_name, id, document.ToJsonString(new JsonSerializerOptions { MaxDepth = 128 }));
    }

    private Task<LedgerOutcome> AddChatAsync(string id, int second, params string[] messages)
    {
        var chat = NewChat(Header(_environment, id, second: second), messages);
        return files.CommitAsync(new LedgerEntry { Chat = chat with { Messages = [.. chat.Messages.Select(message => message with { CreatedAt = Noon.AddHours(1) })] } });
    }

    private Task<Page<Item>> ListAsync(PageRequest page) => files.Documents.ListAsync<Item>(_name, _environment, page, Cancellation);

    private async Task<List<Page<Item>>> WalkAsync(int size)
    {
        var pages = new List<Page<Item>>();
        string? after = null;
        do
        {
            pages.Add(await ListAsync(new PageRequest { Size = size, After = after, IsCursor = true }));
            after = pages[^1].Items[^1].Id;
        }
        while (pages[^1].HasMore);

        return pages;
    }

    private async Task<List<Page<Item>>> WalkByNumberAsync(int size)
    {
        var pages = new List<Page<Item>>();
        do
        {
            pages.Add(await ListAsync(new PageRequest { Size = size, Skip = size * pages.Count }));
        }
        while (pages[^1].HasMore);

        return pages;
    }

    private sealed record Item
    {
        public string Id { get; init; } = "";

        public string Environment { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public string Text { get; init; } = "";

        public bool? Truncated { get; init; }
    }
}
