using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.ApiKeys;

public sealed class ApiKeyListTests(InferenceFixture fixture)
{
    [Fact]
    public async Task Keys_are_listed_newest_first_and_masked()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var holder = await KeyHolder.CreateAsync(fixture.Host);

        var ids = new List<string>();
        string? after = null;
        JsonNode page;
        do
        {
            page = await admin.ReadAsync(HttpMethod.Get, $"/v1/api-keys?limit=50&after={after}");
            Assert.All(page["data"]!.AsArray(), key => Assert.Contains("••••", (string)key!["key"]!, StringComparison.Ordinal));
            Assert.DoesNotContain(holder.Key, page.ToJsonString(), StringComparison.Ordinal);
            ids.AddRange(page["data"]!.AsArray().Select(key => (string)key!["id"]!));
            after = ids[^1];
        }
        while ((bool)page["has_more"]!);

        Assert.Equal(ids.Distinct(), ids);
        Assert.InRange(ids.IndexOf(holder.Id), 0, ids.IndexOf(admin.Id));
    }

    [Fact]
    public async Task A_play_admin_lists_play_only()
    {
        var play = await KeyHolder.CreateAdminAsync(fixture.Host, "play");
        await KeyHolder.CreateAsync(fixture.Host);

        var page = await play.ReadAsync(HttpMethod.Get, "/v1/api-keys?page=1&page_size=100");

        Assert.All(page["data"]!.AsArray(), key => Assert.Equal("play", (string?)key!["environment"]));
        Assert.Equal((1, 100), ((int)page["page"]!, (int)page["page_size"]!));
    }
}
