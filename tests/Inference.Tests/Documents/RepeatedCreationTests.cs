using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Documents;

/// <summary>The guarantee of an Idempotency-Key for every creation.</summary>
public sealed class RepeatedCreationTests(InferenceFixture fixture)
{
    public static TheoryData<string, string> Creations => new()
    {
        { "/v1/experts", """{"name":"a","description":"b","metadata":{"x":"1","y":"2"}}""" },
        { "/v1/personas", """{"name":"a","data":{"x":1}}""" },
        { "/v1/actions", """{"name":"a","description":"b","type":"c","priority":"low"}""" },
        { "/v1/action-groups", """{"name":"a","description":"b"}""" },
    };

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task The_same_key_and_body_create_once_and_replay_the_first_reply(string path, string body)
    {
        using var client = await TestClient.CreateAsync(fixture);
        var key = Guid.NewGuid().ToString();

        var first = await client.PostAsync(path, JsonNode.Parse(body)!, key);
        await client.SendAsync(HttpMethod.Patch, first.Location!.ToString(), new { name = "changed" });
        var afterChange = await client.PostAsync(path, JsonNode.Parse(body)!, key);
        await client.SendAsync(HttpMethod.Delete, first.Location.ToString());
        var afterDeletion = await client.PostAsync(path, JsonNode.Parse(body)!, key);
        var read = await client.GetAsync(first.Location.ToString());

        Assert.Equal((HttpStatusCode.Created, false), (first.Status, first.Replayed));
        Assert.Equal((first.Json.ToJsonString(), HttpStatusCode.Created, true), (afterChange.Json.ToJsonString(), afterChange.Status, afterChange.Replayed));
        Assert.Equal((first.Json.ToJsonString(), HttpStatusCode.Created, true), (afterDeletion.Json.ToJsonString(), afterDeletion.Status, afterDeletion.Replayed));
        Assert.Equal(HttpStatusCode.NotFound, read.Status);
        Assert.DoesNotContain((string)first.Body["id"]!, (await client.GetAsync($"{path}?limit=200")).Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task Another_body_under_the_same_key_is_a_conflict(string path, string body)
    {
        using var client = await TestClient.CreateAsync(fixture);
        var key = Guid.NewGuid().ToString();
        await client.PostAsync(path, JsonNode.Parse(body)!, key);
        var other = JsonNode.Parse(body)!;
        other["name"] = "other";

        var refused = await client.PostAsync(path, other, key);

        Assert.Equal((HttpStatusCode.Conflict, "idempotency_conflict"), (refused.Status, refused.Code));
    }

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task Many_at_once_make_one_thing(string path, string body)
    {
        using var client = await TestClient.CreateAsync(fixture);
        var key = Guid.NewGuid().ToString();

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.PostAsync(path, JsonNode.Parse(body)!, key)));

        Assert.Single(replies.Select(reply => reply.Json.ToJsonString()).Distinct());
        Assert.Single(replies, reply => !reply.Replayed);
    }

    [ProcessTest]
    [Fact]
    public async Task A_creation_can_be_repeated_after_the_server_was_killed()
    {
        await using var data = await TestDatabase.CreateAsync();
        var first = await CreateAllAndKillAsync(data);
        var second = await CreateAllAndKillAsync(data);

        Assert.All(first, reply => Assert.Equal((HttpStatusCode.Created, false), (reply.Status, reply.Replayed)));
        Assert.All(second, reply => Assert.Equal((HttpStatusCode.Created, true), (reply.Status, reply.Replayed)));
        Assert.Equal(first.Select(reply => reply.Json.ToJsonString()), second.Select(reply => reply.Json.ToJsonString()));
    }

    [Fact]
    public async Task Two_owners_may_choose_the_same_key()
    {
        using var anna = await TestClient.CreateAsync(fixture);
        using var ben = await TestClient.CreateAsync(fixture);
        var key = Guid.NewGuid().ToString();

        Assert.NotEqual(
            (string?)(await anna.PostAsync("/v1/personas", new { }, key)).Body["id"],
            (string?)(await ben.PostAsync("/v1/personas", new { }, key)).Body["id"]);
    }

    [Fact]
    public async Task A_key_is_1_to_255_characters_long()
    {
        using var client = await TestClient.CreateAsync(fixture);

        var refused = await client.PostAsync("/v1/personas", new { }, new string('k', 256));

        Assert.Equal((HttpStatusCode.BadRequest, "Idempotency-Key"), (refused.Status, refused.Body.ErrorParameter()));
    }

    private static async Task<List<TestReply>> CreateAllAndKillAsync(TestDatabase data)
    {
        await using var server = await SiloProcess.StartAsync(data);
        using var client = new TestClient(server.CreateClient());
        var replies = new List<TestReply>();
        foreach (var creation in Creations)
        {
            replies.Add(await client.PostAsync(creation.Data.Item1, JsonNode.Parse(creation.Data.Item2)!, "the-same-key"));
        }

        await server.KillAsync();
        return replies;
    }
}
