using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Completions;
using Inference.Completions.Streams;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Chats;

/// <summary>A turn whose chat moves while a completion on another silo answers.</summary>
public sealed class HandedOverTurnTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_moved_chat_waits_for_the_answer_running_on_another_silo()
    {
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        var endpoint = models.BaseAddress.ToString();
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Settings = new() { ["Models:Catalog:slow:Endpoint"] = endpoint, ["Models:Catalog:quick:Endpoint"] = endpoint },
        });
        var client = await TestClient.CreateAsync(host);
        var (chatId, resume, answer) = await AnswerFromAnotherSiloAsync(host, client, models);

        await host.StopSiloOfAsync(host.Grains.GetChat("prod", chatId));
        using var other = await Eventually.GetAsync(async () => await UnlessAwayAsync(await AskAsync(client, chatId, "quick", stream: false)), Cancellation);
        resume.SetResult();

        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Contains("w6", (await answer.ReadOnAsync(client, Cancellation)).ToString(), StringComparison.Ordinal);
        var chat = await host.Database.Chats.ReadAsync("prod", chatId, 10, Cancellation);
        Assert.Equal(4, chat!.MessageCount);
        Assert.Null(chat.Header.Answering);
    }

    /// <summary>An answer that has begun on another silo than its chat, and continues when the test lets it.</summary>
    private static async Task<(string ChatId, TaskCompletionSource Resume, StreamReading Answer)> AnswerFromAnotherSiloAsync(
        InferenceHost host, TestClient client, ModelServerHost models)
    {
        var management = host.Grains.GetGrain<IManagementGrain>(0);
        while (true)
        {
            var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            models.Scenarios["slow"] = Scenario.Parse("scenario:words:6,stall:3") with { Resume = resume.Task };
            using var first = await AskAsync(client, null, "quick", stream: false);
            var chatId = (string)(await first.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["chat_id"]!;
            using var begun = await AskAsync(client, chatId, "slow", stream: true);
            var answer = await new StreamReading().ReadAsync(begun, 1, Cancellation);
            var homes = await Task.WhenAll(
                management.GetActivationAddress(host.Grains.GetCompletion("prod", answer.CompletionId!)).AsTask(),
                management.GetActivationAddress(host.Grains.GetChat("prod", chatId)).AsTask());
            if (!homes[0]!.Equals(homes[1]))
            {
                return (chatId, resume, answer);
            }

            resume.SetResult();
            await answer.ReadOnAsync(client, Cancellation);
        }
    }

    private static Task<HttpResponseMessage?> UnlessAwayAsync(HttpResponseMessage response) =>
        Task.FromResult(response.StatusCode == HttpStatusCode.ServiceUnavailable ? null : response);

    private static async Task<HttpResponseMessage> AskAsync(TestClient client, string? chatId, string model, bool stream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chats")
        {
            Content = JsonContent.Create(new { id = chatId, model, stream, messages = new[] { new { role = "user", content = "Hi" } } }),
        };
        return await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
