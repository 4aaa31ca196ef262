using System.Net;
using Inference.Completions.Streams;
using Inference.Errors;
using Inference.Infrastructure;
using Inference.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Completions.Answers;

/// <summary>Other members of answers that fail or are cancelled, where responses wait for the first piece.</summary>
public sealed class UnfinishedAnswerTests : IAsyncLifetime
{
    private static readonly ModelUpdate Fingerprint = new() { Model = "local", Extra = """{"answer":{"system_fingerprint":"fp_1"}}""" };

    private static readonly ModelUpdate Token = new()
    {
        Model = "local",
        Text = "He",
        Extra = """{"choice":{"logprobs":{"content":[{"token":"He"}]}},"message":{"annotations":[1]}}""",
    };

    private readonly ScriptedModelClient _model = new();
    private InferenceHost _host = null!;
    private TestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await InferenceHost.StartAsync(new()
        {
            Silos = 1,
            Settings = { ["Completions:HoldHeaders"] = "true" },
            ConfigureSilo = silo => silo.Services.AddSingleton<IModelClient>(_model),
        });
        _client = await TestClient.CreateAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Other_members_alone_do_not_start_a_held_response()
    {
        _model.Updates = [Fingerprint];
        _model.Ending = Task.FromException(new InferenceException(ErrorKind.ModelError, "The model's server failed."));

        Assert.Equal("model_error", await _client.ErrorAsync(HttpMethod.Post, "/v1/chat/completions", Request, HttpStatusCode.BadGateway, Cancellation));
    }

    [Fact]
    public async Task A_cancelled_answer_keeps_what_it_has()
    {
        _model.Updates = [Fingerprint, Token];
        _model.Ending = new TaskCompletionSource().Task;
        using var response = await _client.OpenAsync("/v1/chats", Request, Cancellation);
        var reading = await new StreamReading().ReadAsync(response, 2, Cancellation);

        var running = await _client.SendJsonAsync(HttpMethod.Get, $"/v1/chat/completions/{reading.CompletionId}", null, HttpStatusCode.Accepted, Cancellation);
        var cancelled = await _client.SendJsonAsync(HttpMethod.Post, $"/v1/chat/completions/{reading.CompletionId}/cancel", null, HttpStatusCode.OK, Cancellation);
        var chat = await _client.GetJsonAsync($"/v1/chats/{cancelled["chat_id"]}", Cancellation);

        Assert.All([running, cancelled], reply =>
        {
            Assert.Equal(("fp_1", "He"), ((string?)reply["system_fingerprint"], reply.AnswerText()));
            Assert.Equal("""{"content":[{"token":"He"}]}""", reply.Choice()["logprobs"]!.ToJsonString());
        });
        Assert.Equal("cancelled", cancelled.FinishReason());
        Assert.Equal("[1]", chat["messages"]![1]!["annotations"]!.ToJsonString());
    }

    private static object Request => new { stream = true, guard_enabled = false, router_enabled = false, messages = new[] { new { role = "user", content = "Hi" } } };
}
