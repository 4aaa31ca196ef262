using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Actions;

public sealed class ActionGroupEndpointsTests(InferenceFixture fixture)
{
    [Fact]
    public async Task A_group_is_made_changed_listed_and_deleted()
    {
        using var client = await TestClient.CreateAsync(fixture, "play");
        var created = await client.PostAsync("/v1/action-groups", new { name = "Spring", description = "Spring offers" });
        var path = created.Location!.ToString();

        var changed = await client.SendAsync(HttpMethod.Patch, path, new { name = "Summer" });
        var listed = (await client.GetAsync("/v1/action-groups?pageSize=1")).Body;

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(("Summer", "Spring offers"), ((string?)changed.Body["name"], (string?)changed.Body["description"]));
        Assert.True(JsonNode.DeepEquals(changed.Body, Assert.Single(listed["data"]!.AsArray())));
        Assert.Equal((0, 1), ((int)listed["page"]!, (int)listed["page_size"]!));
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "description is required.")]
    [InlineData("""{"name":"","description":"b"}""", "name must be 1 to 256 characters long.")]
    public async Task Missing_fields_of_a_group_are_reported(string body, string message)
    {
        using var client = await TestClient.CreateAsync(fixture);

        Assert.Equal(message, (await client.PostAsync("/v1/action-groups", JsonNode.Parse(body)!)).Message);
    }
}
