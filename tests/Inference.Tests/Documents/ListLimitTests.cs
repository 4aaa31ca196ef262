using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Experts;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Inference.Infrastructure.Samples;

namespace Inference.Documents;

public sealed class ListLimitTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;

    // Of JSON, with what surrounds 8 MiB of documents.
    private const int LargestPage = 9 * Megabyte;

    private InferenceHost _host = null!;
    private KeyHolder _key = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await InferenceHost.StartAsync(new InferenceHostOptions { Silos = 1 });
        _key = await KeyHolder.CreateAdminAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_expert_is_reachable_at_any_total_size()
    {
        for (var n = 0; n < 12; n++)
        {
            await AddExpertAsync($"exp_{n:00}", n);
        }

        await _host.Database.AddDocumentAsync(
            "expert", "prod/exp_bad", """{"id":"exp_bad","environment":"prod","created_at":"2026-11-23T12:00:05.500Z","fields":{"name":{}}}""");

        var numbered = await ReadAsync("/v1/experts?page_size=100");
        var first = await ReadAsync("/v1/experts?limit=100");
        var rest = (await ReadAsync($"/v1/experts?limit=100&after={first["data"]!.AsArray()[^1]!["id"]}"))["data"]!.AsArray();

        Assert.Equal(12, numbered["data"]!.AsArray().Count);
        Assert.Equal(5, numbered["data"]!.AsArray().Count(expert => (bool?)expert!["truncated"] is true));
        Assert.All(numbered["data"]!.AsArray(), expert => Assert.Equal("Big", (string?)expert!["name"]));
        Assert.True((bool)first["has_more"]!);
        Assert.Equal((7, 5), (first["data"]!.AsArray().Count, rest.Count));
        Assert.All(rest, expert => Assert.Equal(Megabyte, ((string)expert!["file_context"]![0]!["content"]!).Length));
        var whole = await ReadAsync($"/v1/experts/{numbered["data"]![11]!["id"]}");
        Assert.Null(whole["truncated"]);
    }

    [Fact]
    public async Task Chats_and_their_windows_are_bounded_and_every_message_within_reach()
    {
        await AddChatAsync("chat_a", 36);
        await AddChatAsync("chat_b", 3);

        var list = (await ReadAsync("/v1/chats?page_size=100"))["data"]!.AsArray();
        var whole = await ReadAsync("/v1/chats/chat_a", 33 * Megabyte);
        var (before, read) = (36, new List<string>());
        while (before > 0)
        {
            var window = await ReadAsync($"/v1/chats/chat_a/window?size=200&before={before}");
            read.InsertRange(0, window["messages"]!.AsArray().Select(message => ((string)message!["content"]!)[..2]));
            before = (int)window["first_position"]!;
        }

        Assert.Equal([3, 36], list.Select(chat => (int)chat!["total_messages"]!));
        Assert.All(list, chat => Assert.InRange(chat!["messages"]!.AsArray().Count, 3, 4));
        Assert.Equal((31, 36), (whole["messages"]!.AsArray().Count, (int)whole["total_messages"]!));
        Assert.Equal("35", ((string)whole["messages"]!.AsArray()[^1]!["content"]!)[..2]);
        Assert.Equal(Enumerable.Range(0, 36).Select(n => $"{n:00}"), read);
    }

    private Task AddExpertAsync(string id, int second)
    {
        var expert = new DocumentState<ExpertFields>
        {
            Id = id,
            Environment = "prod",
            CreatedAt = Noon.AddSeconds(second),
            UpdatedAt = Noon.AddSeconds(second),
            Fields = new ExpertFields
            {
                Name = "Big",
                FileContext = [ImmutableDictionary<string, string>.Empty.Add("content", new string('x', Megabyte))],
            },
        };
        return _host.Database.AddDocumentAsync("expert", $"prod/{id}", Encoding.UTF8.GetString(StorageJson.Serialize(expert)));
    }

    private async Task AddChatAsync(string id, int messages)
    {
        var texts = Enumerable.Range(0, messages).Select(n => $"{n:00}" + new string('x', Megabyte));
        var unit = new LedgerEntry { Chat = NewChat(Header("prod", id, second: -messages), [.. texts]) };
        var ledger = _host.SiloServices.GetRequiredService<ILedgerStore>();
        Assert.Equal([LedgerOutcome.Committed], await ledger.CommitAsync([unit], Cancellation));
    }

    private async Task<JsonNode> ReadAsync(string path, int largest = LargestPage)
    {
        using var response = await _key.SendAsync(HttpMethod.Get, path);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.InRange(text.Length, 2, largest);
        return JsonNode.Parse(text)!;
    }
}
