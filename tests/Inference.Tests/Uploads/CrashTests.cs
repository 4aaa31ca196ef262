using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Uploads;

[ProcessTest]
public sealed class CrashTests
{
    private const int Rows = 12_000;
    private const int Kills = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_import_resumes_and_writes_each_persona_once()
    {
        await using var data = await TestDatabase.CreateAsync();
        string token;
        await using (var silo = await SiloProcess.StartAsync(data))
        {
            using var client = silo.CreateClient();
            Assert.Equal(100, (int)(await UploadAsync(client, 100))["imported"]!);
            var pending = await UploadAsync(client, Rows);
            Assert.Equal(("pending", 100), ((string)pending["status"]!, (int)pending["conflict_personas"]!));
            token = (string)pending["upload_token"]!;
        }

        var last = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var silo = await SiloProcess.StartAsync(data);
            using var client = silo.CreateClient();
            var finalizing = kill == 0 ? FinalizeAsync(client, token) : null;
            last = await WatchAsync(client, token, until: last + 1, finalizing);
            await silo.KillAsync();
        }

        Assert.InRange(last, 1, Rows - 1);
        await using var end = await SiloProcess.StartAsync(data);
        using var reader = end.CreateClient();
        Assert.Equal(Rows, await WatchAsync(reader, token, until: Rows));

        // What was finalized before all of the kills answers as if there had been none.
        var result = await Eventually.GetAsync(
            async () => await FinalizeAsync(reader, token) is { } answer && (string?)answer["status"] == "completed" ? answer : null, Cancellation);
        Assert.Equal((Rows, 100), ((int)result["total_uploaded"]!, (int)result["conflicts_resolved"]!));
        Assert.Equal(Rows, await CountAsync(reader));
    }

    private static async Task<JsonNode> UploadAsync(HttpClient client, int rows)
    {
        var csv = new StringBuilder("name,notes\n");
        for (var n = 0; n < rows; n++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"Person {n},{rows}\n");
        }

        using var content = new MultipartFormDataContent { { new StringContent(csv.ToString()), "files", "people.csv" } };
        using var response = await client.PostAsync(new Uri("/v1/personas/upload", UriKind.Relative), content, Cancellation);
        return JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancellation))!;
    }

    private static async Task<JsonNode?> FinalizeAsync(HttpClient client, string token)
    {
        try
        {
            // A server that has just started may ask to try again, and finalizing twice imports once.
            return await Eventually.GetAsync(
                async () =>
                {
                    using var response = await client.PostAsJsonAsync(
                        $"/v1/personas/upload/{token}", new { conflict_resolution = "overwrite" }, Cancellation);
                    return response.StatusCode == HttpStatusCode.ServiceUnavailable
                        ? null
                        : JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation));
                },
                Cancellation);
        }
        catch (HttpRequestException)
        {
            // The process was killed while it answered.
            return null;
        }
    }

    /// <summary>How many personas are written, once there are so many. An import that was refused is not waited for.</summary>
    private static async Task<int> WatchAsync(HttpClient client, string token, int until, Task<JsonNode?>? finalizing = null)
    {
        var upload = await Eventually.GetAsync(
            async () =>
            {
                if (finalizing is { IsCompletedSuccessfully: true } && (await finalizing)?["error"] is { } error)
                {
                    Assert.Fail(error.ToJsonString());
                }

                return await client.GetFromJsonAsync<JsonNode>($"/v1/personas/upload/{token}", Cancellation) is { } read
                    && (int)read["imported"]! >= until ? read : null;
            },
            Cancellation);
        return (int)upload["imported"]!;
    }

    private static async Task<int> CountAsync(HttpClient client)
    {
        var names = new List<string>();
        string? after = null;
        JsonNode page;
        do
        {
            var list = await client.GetFromJsonAsync<JsonNode>($"/v1/personas?limit=200{(after is null ? "" : $"&after={after}")}", Cancellation);
            page = list![0]!;
            names.AddRange(page["data"]!.AsArray().Select(persona => (string)persona!["name"]!));
            after = (string?)page["data"]!.AsArray().LastOrDefault()?["id"];
        }
        while ((bool)page["has_more"]!);

        Assert.Equal(names.Count, names.Distinct().Count());
        return names.Count;
    }
}
