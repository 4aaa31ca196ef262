using System.Net;
using Inference.Completions.Streams;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions;

/// <summary>The guarantee of an Idempotency-Key for completions: one call to the model's server, one log, one answer.</summary>
public sealed class RepeatedCompletionTests(ResumeFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chats")]
    [InlineData("/v1/chat/completions")]
    public async Task Two_hundred_calls_at_once_are_one(string path)
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        var go = new TaskCompletionSource();
        var model = fixture.Model(new Scenario { StallBefore = -1, Resume = go.Task });
        var key = Guid.NewGuid().ToString();

        var calls = Enumerable.Range(0, 200).Select(_ => client.PostAsync(path, Request(model), key)).ToList();
        await fixture.ModelServer.Requests.WaitForAsync(request => Asks(request, model), Cancellation);
        go.SetResult();
        var replies = await Task.WhenAll(calls);

        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        Assert.Single(replies.Select(reply => reply.Json.ToJsonString()).Distinct());
        Assert.Single(replies, reply => !reply.Replayed);
        Assert.Equal(1, fixture.ModelServer.Requests.All.Count(request => Asks(request, model)));
        Assert.Single((await client.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task A_call_at_an_answers_end_and_deactivation_is_answered_too()
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        for (var round = 0; round < 60; round++)
        {
            var key = Guid.NewGuid().ToString();
            var calls = Enumerable.Range(0, 20).Select(_ => client.PostAsync("/v1/chat/completions", Request("local"), key)).ToList();
            var id = (string)(await await Task.WhenAny(calls)).Body["id"]!;
            var reads = Enumerable.Range(0, 20).Select(_ => client.GetAsync($"/v1/chat/completions/{id}")).ToList();

            Assert.All(await Task.WhenAll([.. calls, .. reads]), reply => Assert.Equal((HttpStatusCode.OK, null), (reply.Status, reply.Message)));
        }
    }

    [Fact]
    public async Task A_repeated_stream_joins_the_running_one_from_its_start()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var go = new TaskCompletionSource();
        var model = fixture.Model(Scenario.Parse("scenario:words:20,stall:5") with { Resume = go.Task });
        var key = Guid.NewGuid().ToString();

        using var first = await StreamAsync(client, model, key);
        var reading = await new StreamReading().ReadAsync(first, 2, Cancellation);
        using var second = await StreamAsync(client, model, key);
        go.SetResult();
        var joined = await new StreamReading().ReadAsync(second, int.MaxValue, Cancellation);
        using var third = await StreamAsync(client, model, key);
        var replayed = await new StreamReading().ReadAsync(third, int.MaxValue, Cancellation);

        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
        Assert.True(third.Headers.Contains("Idempotency-Replayed"));
        Assert.StartsWith(reading.ToString(), joined.ToString(), StringComparison.Ordinal);
        Assert.Equal(joined.ToString(), replayed.ToString());
        Assert.Contains("w20", joined.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_question_under_one_key_conflicts_and_another_form_does_not()
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        var key = Guid.NewGuid().ToString();
        var first = await client.PostAsync("/v1/chat/completions", Request("local"), key);

        var refused = await client.PostAsync("/v1/chat/completions", Request("local", "Something else"), key);
        var elsewhere = await client.PostAsync("/v1/chats", Request("local"), key);
        var again = await client.PostAsync("/v1/chat/completions", Request("local"), key);

        Assert.Equal((HttpStatusCode.Conflict, "idempotency_conflict"), (refused.Status, refused.Code));
        Assert.Equal("idempotency_conflict", elsewhere.Code);
        Assert.Equal((first.Json.ToJsonString(), true), (again.Json.ToJsonString(), again.Replayed));
    }

    [Fact]
    public async Task A_repeated_call_adds_one_turn_to_the_chat()
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        var chat = (string)(await client.PostAsync("/v1/chats", Request("local"))).Body["id"]!;
        var key = Guid.NewGuid().ToString();
        var turn = new { id = chat, messages = new[] { new { role = "user", content = "And then?" } } };

        var first = await client.PostAsync("/v1/chats", turn, key);
        var second = await client.PostAsync("/v1/chats", turn, key);

        Assert.Equal(first.Json.ToJsonString(), second.Json.ToJsonString());
        Assert.Equal(4, (await client.GetAsync($"/v1/chats/{chat}")).Body["messages"]!.AsArray().Count);
    }

    [ProcessTest]
    [Fact]
    public async Task An_answer_is_the_same_after_the_server_was_killed()
    {
        await using var data = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?> { ["Models:Catalog:upstream:Endpoint"] = fixture.ModelServer.BaseAddress.ToString() };
        var model = fixture.Model(new Scenario { Content = "Once and no more." });
        settings["Models:Catalog:upstream:Model"] = model;
        var replies = new List<TestReply>();
        for (var start = 0; start < 2; start++)
        {
            await using var server = await SiloProcess.StartAsync(data, settings);
            using var client = new TestClient(server.CreateClient());
            replies.Add(await client.PostAsync("/v1/chats", Request("upstream"), "the-same-key"));
            await server.KillAsync();
        }

        Assert.Contains("Once and no more.", replies[0].Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((replies[0].Json.ToJsonString(), true), (replies[1].Json.ToJsonString(), replies[1].Replayed));
        Assert.Equal(1, fixture.ModelServer.Requests.All.Count(request => Asks(request, model)));
    }

    private static bool Asks(RecordedRequest request, string model) => request.Body.GetProperty("model").GetString() == model;

    private static object Request(string model, string question = "Say it") =>
        new { model, messages = new[] { new { role = "user", content = question } } };

    private static async Task<HttpResponseMessage> StreamAsync(TestClient client, string model, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chats")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { model, stream = true, messages = new[] { new { role = "user", content = "Say it" } } }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
