using System.Net;
using Inference.Infrastructure;
using Inference.Postgres;

namespace Inference.Storage;

[ChoosesStorage]
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private PostgresServer _server = null!;
    private PostgresTestDatabase _database = null!;
    private InferenceHost _host = null!;
    private TestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _database = new PostgresTestDatabase(_server.ConnectionString(await _server.CreateDatabaseAsync()));
        _host = await InferenceHost.StartAsync(new InferenceHostOptions { Database = _database });
        _client = await TestClient.CreateAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task During_a_database_outage_clients_are_asked_to_retry_then_served()
    {
        var made = await _client.PostAsync("/v1/personas", new { name = "Anna" });
        await _server.CrashAsync();

        var refused = await _client.GetAsync("/v1/personas?page_size=10");
        var unwritten = await _client.PostAsync("/v1/personas", new { name = "Ben" }, "key");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded"), (refused.Status, refused.Code));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded"), (unwritten.Status, unwritten.Code));

        await _server.RecoverAsync();
        var written = await Eventually.GetAsync(
            async () => await _client.PostAsync("/v1/personas", new { name = "Ben" }, "key") is { Status: HttpStatusCode.Created or HttpStatusCode.OK } reply ? reply : null, Cancellation);
        Assert.NotEqual((string?)made.Body["id"], (string?)written.Body["id"]);
        Assert.Equal(2, await _database.CountAsync("grain_state where name = 'persona'"));
    }

    [Fact]
    public async Task An_answer_made_during_a_database_outage_is_stored_once_afterwards()
    {
        var ask = new { messages = new[] { new { role = "user", content = "Hi" } } };
        var chat = (string)(await _client.PostAsync("/v1/chats", ask)).Body["chat_id"]!;

        await _server.CrashAsync();
        var turn = _client.PostAsync("/v1/chats", new { id = chat, ask.messages }, "turn");
        await _server.RecoverAsync();

        var reply = await turn;
        if (reply.Status == HttpStatusCode.ServiceUnavailable)
        {
            // It was refused before it began: a retry is served.
            reply = await Eventually.GetAsync(
                async () => await _client.PostAsync("/v1/chats", new { id = chat, ask.messages }, "turn") is { Status: HttpStatusCode.OK } again ? again : null,
                Cancellation);
        }

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(2, await _database.CountAsync("inference_logs"));
        var stored = (await _client.GetAsync($"/v1/chats/{chat}")).Body;
        Assert.Equal(["user", "assistant", "user", "assistant"], stored["messages"]!.AsArray().Select(message => (string)message!["role"]!));
    }
}
