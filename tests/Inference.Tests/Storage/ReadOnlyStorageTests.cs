using System.Net;
using Inference.Infrastructure;
using Inference.Postgres;
using static Inference.Storage.FailingStorage;

namespace Inference.Storage;

[ChoosesStorage]
[ProcessTest]
public sealed class ReadOnlyStorageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_only_database_refuses_writes_until_it_accepts_them()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var data = new PostgresTestDatabase(server.ConnectionString(await server.CreateDatabaseAsync()));
        await using var silo = await SiloProcess.StartAsync(data);
        using var client = silo.CreateClient();
        var chat = (string)(await PostAsync(client, "/v1/chats", Ask)).Body["chat_id"]!;

        await SetReadOnlyAsync(server, isReadOnly: true);
        var refused = await Eventually.GetAsync(
            async () => await PostAsync(client, "/v1/personas", new { name = "Anna" }) is var reply && (string?)reply.Body["error"]?["code"] == "storage_unavailable" ? reply : null,
            Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal("storage_unavailable", (await PostAsync(client, "/v1/chats", Ask)).Body.ErrorCode());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy: The storage takes no writes."), await ReadyAsync(client));
        await ReadsGoOnAsync(client, chat);

        await SetReadOnlyAsync(server, isReadOnly: false);
        await RecoversAsync(client, chat);
        await IsLoggedOnceAsync(silo, "The storage takes no writes");
    }

    // Of the whole server, so that sessions that are open have it too.
    private static async Task SetReadOnlyAsync(PostgresServer server, bool isReadOnly)
    {
        await server.ExecuteAsync($"alter system set default_transaction_read_only = {(isReadOnly ? "on" : "off")}");
        await server.ExecuteAsync("select pg_reload_conf()");
    }
}
