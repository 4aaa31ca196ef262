using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.ModelServers;
using static Inference.Storage.FailingStorage;

namespace Inference.Storage;

/// <summary>Real processes whose disk is full for a while: the file cannot grow, or the database reports so.</summary>
[ProcessTest]
public sealed class StorageFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_refuses_what_must_be_stored_until_there_is_room()
    {
        await using var data = await TestDatabase.CreateAsync();
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        models.Scenarios["slow"] = Scenario.Parse("scenario:words:6,stall:3") with { Resume = resume.Task };
        await using var silo = await SiloProcess.StartLimitableAsync(
            data, new Dictionary<string, string?> { ["Models:Catalog:slow:Endpoint"] = models.BaseAddress.ToString() });
        using var client = silo.CreateClient();
        var chat = (string)(await PostAsync(client, "/v1/chats", Ask)).Body["chat_id"]!;
        using var response = await client.SendAsync(Stream(), HttpCompletionOption.ResponseHeadersRead, Cancellation);

        await FillAsync(data, silo);
        resume.SetResult();

        Assert.Equal("storage_full", await LastCodeAsync(response));
        foreach (var (path, body) in new (string, object)[] { ("/v1/chats", Ask), ("/v1/chat/completions", Ask), ("/v1/personas", new { name = "Anna" }), ("/v1/experts", new { name = "Taxes", description = "Taxes" }) })
        {
            var refused = await PostAsync(client, path, body);
            Assert.Equal((path, HttpStatusCode.InsufficientStorage, "storage_full"), (path, refused.Status, (string?)refused.Body["error"]?["code"]));
            Assert.NotNull(refused.RetryAfter);
        }

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy: The storage is full."), await ReadyAsync(client));
        await ReadsGoOnAsync(client, chat);

        await EmptyAsync(data, silo);
        await RecoversAsync(client, chat);
        await IsLoggedOnceAsync(silo, "The storage is full");
    }

    [Fact]
    public async Task An_upload_without_disk_space_differs_from_a_broken_file()
    {
        await using var data = await TestDatabase.CreateAsync();
        await using var silo = await SiloProcess.StartLimitableAsync(data, new Dictionary<string, string?>());
        using var client = silo.CreateClient();
        await silo.LimitFilesAsync(0);

        using var form = new MultipartFormDataContent { { new StringContent("name\n" + new string('a', 200_000)), "files", "people.csv" } };
        using var refused = await client.PostAsync(new Uri("/v1/personas/upload", UriKind.Relative), form, Cancellation);

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Equal("storage_full", JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!.ErrorCode());
        Assert.Single(silo.Output, line => line.Contains("Uploads are refused", StringComparison.Ordinal));
    }

    private static async Task FillAsync(TestDatabase data, SiloProcess silo)
    {
        if (data is PostgresTestDatabase)
        {
            await data.ExecuteAsync(
                """
                create function full_disk() returns trigger language plpgsql as
                    'begin raise exception ''could not extend file "base/5/16508": No space left on device'' using errcode = ''53100''; end';
                create trigger full_disk before insert or update on grain_state for each row execute function full_disk();
                create trigger full_disk before insert on inference_log_ids for each row execute function full_disk();
                """);
        }
        else
        {
            await silo.LimitFilesAsync(new FileInfo(Path.Combine(data.Settings["Inference:DataDirectory"]!, "inference.db-wal")).Length);
        }
    }

    private static Task EmptyAsync(TestDatabase data, SiloProcess silo) =>
        data is PostgresTestDatabase ? data.ExecuteAsync("drop function full_disk() cascade") : silo.LimitFilesAsync(null);

    private static HttpRequestMessage Stream() => new(HttpMethod.Post, "/v1/chats")
    {
        Content = JsonContent.Create(new { model = "slow", stream = true, router_enabled = false, messages = new[] { new { role = "user", content = "Hi" } } }),
    };

    private static async Task<string?> LastCodeAsync(HttpResponseMessage response)
    {
        var last = "";
        await foreach (var happened in SseReader.ReadAsync(await response.Content.ReadAsStreamAsync(Cancellation), Cancellation))
        {
            last = happened.Data;
        }

        return (string?)JsonNode.Parse(last)?["error"]?["code"];
    }
}
