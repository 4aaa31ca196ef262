using System.Net;
using Inference.Infrastructure;
using Inference.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Completions;

public sealed class CompletionOutageTests : IAsyncLifetime
{
    private InferenceHost _host = null!;
    private TestClient _client = null!;

    private InterruptedLedgerStore Ledger => (InterruptedLedgerStore)_host.SiloServices.GetRequiredService<ILedgerStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Silos = 1,
            ConfigureSilo = silo =>
            {
                var real = silo.Services.Last(service => service.ServiceType == typeof(ILedgerStore)).ImplementationType!;
                silo.Services.AddSingleton<ILedgerStore>(services =>
                    new InterruptedLedgerStore((ILedgerStore)ActivatorUtilities.CreateInstance(services, real)));
            },
        });
        _client = await TestClient.CreateAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/chats")]
    [InlineData("/v1/chat/completions")]
    public async Task A_call_during_an_outage_is_answered_after_it(string path)
    {
        var (key, ask) = (Guid.NewGuid().ToString(), Question(chat: null));
        Ledger.FailNext(1);

        var refused = await _client.PostAsync(path, ask, key);
        var answered = await AskAgainAsync(path, ask, key, refused.Status);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal((HttpStatusCode.OK, null), (answered.Status, answered.Message));
        Assert.Equal(1, await CountLogsAsync());
    }

    [Fact]
    public async Task A_turn_overtaken_by_another_answer_is_answered_after_it()
    {
        var (key, chat) = (Guid.NewGuid().ToString(), await BeginChatAsync());
        Ledger.CommitBeforeNext(change => change with { Messages = [.. change.Messages.Select(message => message with { InferenceLogId = null })] });

        var refused = await _client.PostAsync("/v1/chats", Question(chat), key);
        var answered = await AskAgainAsync("/v1/chats", Question(chat), key, refused.Status);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal((HttpStatusCode.OK, null), (answered.Status, answered.Message));
        Assert.Equal(6, (await _client.GetAsync($"/v1/chats/{chat}")).Body["messages"]!.AsArray().Count);
        Assert.Equal(2, await CountLogsAsync());
    }

    [Fact]
    public async Task An_answer_whose_chat_was_deleted_meanwhile_is_refused_and_logged()
    {
        var (key, chat) = (Guid.NewGuid().ToString(), await BeginChatAsync());
        Ledger.CommitBeforeNext(change => change with { Header = null, Messages = [], Deletes = true });

        var refused = await _client.PostAsync("/v1/chats", Question(chat), key);

        Assert.Equal((HttpStatusCode.NotFound, $"There is no chat '{chat}'."), (refused.Status, refused.Message));
        Assert.Equal(2, await CountLogsAsync());
    }

    private static object Question(string? chat) => new { id = chat, messages = new[] { new { role = "user", content = "Hi" } } };

    /// <summary>The same call until it is answered otherwise than before.</summary>
    private Task<TestReply> AskAgainAsync(string path, object ask, string key, HttpStatusCode before) => Eventually.GetAsync(
        async () => await _client.PostAsync(path, ask, key) is { } reply && reply.Status != before ? reply : null, Cancellation);

    private async Task<string> BeginChatAsync() => (string)(await _client.PostAsync("/v1/chats", Question(chat: null))).Body["chat_id"]!;

    private async Task<int> CountLogsAsync() => (await _client.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray().Count;
}
