using System.Net;
using System.Text.Json.Nodes;
using Inference.Completions.Streams;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Messages;
using Inference.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Completions.Answers;

/// <summary>What a model's server says beyond the product's own members, from the model's client to the API's.</summary>
public sealed class PassedOnMemberTests : IAsyncLifetime
{
    private const string Fingerprint = """{"answer":{"system_fingerprint":"fp_1","service_tier":"flex"}}""";

    private readonly ScriptedModelClient _model = new();
    private InferenceHost _host = null!;
    private TestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await InferenceHost.StartAsync(new() { Silos = 1, ConfigureSilo = silo => silo.Services.AddSingleton<IModelClient>(_model) });
        _client = await TestClient.CreateAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_whole_answer_has_them_where_they_were()
    {
        _model.Answer = _model.Answer with
        {
            Extras = ["""
                {"answer":{"system_fingerprint":"fp_1","big":12345678901234567890,"huge":1e400,"timings":{"predicted_ms":1.0}},
                "choice":{"logprobs":{"content":[{"token":"Hello","logprob":-1.0}]},"stop_reason":null},
                "message":{"refusal":null,"annotations":[{"type":"url_citation"}]}}
                """],
        };

        var reply = await _client.PostAsync("/v1/chat/completions", Request(stream: false), "key-1");
        var repeated = await _client.PostAsync("/v1/chat/completions", Request(stream: false), "key-1");
        var read = await _client.GetAsync($"/v1/chat/completions/{reply.Body["id"]}");

        Assert.True(repeated.Replayed);
        Assert.All([reply, repeated, read], answer =>
        {
            Assert.Equal("fp_1", (string?)answer.Body["system_fingerprint"]);
            Assert.Equal("12345678901234567890", answer.Body["big"]!.ToJsonString());
            Assert.Equal("1e400", answer.Body["huge"]!.ToJsonString());
            Assert.Equal("""{"predicted_ms":1.0}""", answer.Body["timings"]!.ToJsonString());
            Assert.Equal("""{"content":[{"token":"Hello","logprob":-1.0}]}""", answer.Body.Choice()["logprobs"]!.ToJsonString());
            Assert.True(answer.Body.Choice().AsObject().ContainsKey("stop_reason"));
            Assert.Equal(
                """{"role":"assistant","content":"Hello","refusal":null,"annotations":[{"type":"url_citation"}]}""",
                answer.Body.Choice()["message"]!.ToJsonString());
        });
    }

    [Fact]
    public async Task None_replaces_a_member_of_ours()
    {
        const string Ours = """
            {"id":"x","object":"x","created":"x","created_at":"x","model":"x","completion_id":"x","chat_id":"x","choices":"x","guard":"x","router":"x","usage":"x",
            "metadata":"x","deleted":"x","index":"x","finish_reason":"x","message":"x","delta":"x","role":"x","content":"x","reasoning_content":"x","tool_calls":"x"}
            """;
        var extra = $$"""{"answer":{{Ours}},"choice":{{Ours}},"message":{{Ours}}}""";
        var call = new ToolCallDelta(0, "call_1", "f", "{}") { Extra = """{"id":"x","index":"x","function":{"name":"x","arguments":"x","strict":true}}""" };
        _model.Answer = _model.Answer with { Extras = [extra], ToolCalls = [new ToolCall("call_1", "f", "{}") { Extra = call.Extra }] };
        _model.Updates = [new() { Model = "local", Text = "Hello", ToolCalls = [call], Extra = extra }, End()];

        var whole = await _client.PostJsonAsync("/v1/chat/completions", Request(stream: false), Cancellation);
        var chunks = await _client.StreamAsync("/v1/chat/completions", Request(stream: true), Cancellation);

        string[] answer = ["id", "object", "created", "created_at", "model", "completion_id", "chat_id", "choices", "usage", "metadata", "deleted", "guard", "router"];
        Assert.All([whole, .. chunks], reply => Assert.All(answer, name => Assert.NotEqual("x", reply[name]?.ToString())));
        chunks.RemoveAll(chunk => chunk["choices"]!.AsArray().Count == 0);
        Assert.All([whole.Choice(), .. chunks.Select(chunk => chunk.Choice())], choice =>
            Assert.All((string[])["index", "finish_reason", "message", "delta"], name => Assert.NotEqual("x", choice[name]?.ToString())));
        Assert.All([whole.Choice()["message"]!, .. chunks.Select(chunk => chunk.Delta())], message =>
            Assert.All((string[])["role", "content", "reasoning_content", "tool_calls"], name => Assert.NotEqual("x", message[name]?.ToString())));
        Assert.All(
            [whole.Choice()["message"]!["tool_calls"]![0]!, chunks.Select(chunk => chunk.Delta()["tool_calls"]?[0]).OfType<JsonNode>().Single()],
            made => Assert.Equal("""{"id":"call_1","type":"function","index":0,"function":{"name":"f","arguments":"{}","strict":true}}""", made.ToJsonString()));
    }

    [Fact]
    public async Task Every_chunk_has_the_scalars_and_each_text_its_log_probabilities()
    {
        _model.Updates = [new() { Model = "local", Extra = Fingerprint }, Token("He"), Token("llo"), End()];

        var chunks = await _client.StreamAsync("/v1/chat/completions", Request(stream: true), Cancellation);

        var texts = chunks.Where(chunk => chunk["choices"]!.AsArray().Count > 0 && chunk.DeltaText() is { Length: > 0 });
        Assert.Equal(
            ["He", "llo"],
            texts.SelectMany(chunk => chunk.Choice()["logprobs"]!["content"]!.AsArray()).Select(token => (string?)token!["token"]));
        Assert.Equal("stop", chunks[^2].FinishReason());
        Assert.NotNull(chunks[^1]["usage"]);
        Assert.All(chunks.Skip(1), chunk => Assert.Equal(("fp_1", "flex"), ((string?)chunk["system_fingerprint"], (string?)chunk["service_tier"])));
    }

    [Fact]
    public async Task A_stream_cut_after_any_event_brings_each_member_once()
    {
        _model.Updates =
        [
            new() { Model = "local", Extra = Fingerprint }, new() { Model = "local", Reasoning = "Hm" }, Token("He"), Token("llo"),
            new() { Model = "local", ToolCalls = [new ToolCallDelta(0, "call_1", "f", "{}") { Extra = """{"extra_content":{"signature":"s"}}""" }] },
            new() { Model = "local", Extra = """{"answer":{"timings":{"predicted_ms":1.0}},"message":{"annotations":[1]}}""" }, End(),
        ];
        using var response = await _client.OpenAsync("/v1/chat/completions", Request(stream: true), Cancellation);
        var whole = await new StreamReading().ReadAsync(response, int.MaxValue, Cancellation);

        for (var events = 1; events < whole.Events; events++)
        {
            var reading = new StreamReading();
            using (var cut = await _client.ResumeAsync(whole.CompletionId!, null, HttpStatusCode.OK, Cancellation))
            {
                await reading.ReadAsync(cut, events, Cancellation);
            }

            await reading.ReadOnAsync(_client, Cancellation);
            Assert.Equal(whole.ToString(), reading.ToString());
        }

        Assert.Equal(2, whole.ToString().Split("logprobs").Length - 1);
        Assert.Contains("\nchunk timings: {\"predicted_ms\":1.0}", whole.ToString(), StringComparison.Ordinal);
        Assert.Contains("\ncall 0 extra_content: {\"signature\":\"s\"}", whole.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_as_one_and_is_no_content()
    {
        _model.Updates =
        [
            new() { Model = "local", Extra = """{"message":{"refusal":"I can"}}""" }, new() { Model = "local", Extra = """{"message":{"refusal":"not."}}""" }, End(),
        ];

        var chunks = await _client.StreamAsync("/v1/chat/completions", Request(stream: true), Cancellation);
        var whole = await _client.GetJsonAsync($"/v1/chat/completions/{chunks[0]["id"]}", Cancellation);

        Assert.Equal("I cannot.", string.Concat(chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => (string?)choice!["delta"]!["refusal"])));
        Assert.Equal("""{"role":"assistant","content":null,"refusal":"I cannot."}""", whole.Choice()["message"]!.ToJsonString());
    }

    [Fact]
    public async Task A_chat_keeps_them_and_sends_them_back()
    {
        const string Signature = """{"extra_content":{"google":{"thought_signature":"s"}}}""";
        _model.Answer = _model.Answer with
        {
            ToolCalls = [new ToolCall("call_1", "f", "{}") { Extra = Signature }],
            Extras = ["""{"answer":{"system_fingerprint":"fp"},"message":{"refusal":null,"annotations":[],"reasoning_details":[{"index":0,"text":"t"}]}}"""],
        };
        var first = await _client.PostJsonAsync("/v1/chats", ChatRequest(new { role = "user", content = "Hi" }), Cancellation);

        await _client.PostJsonAsync(
            "/v1/chats", ChatRequest(new { role = "tool", tool_call_id = "call_1", content = "4" }, (string)first["id"]!), Cancellation);
        var chat = await _client.GetJsonAsync($"/v1/chats/{first["id"]}", Cancellation);

        var sent = _model.Requests.Last().Messages.Single(message => message.Role == Role.Assistant);
        Assert.Equal("""{"reasoning_details":[{"index":0,"text":"t"}]}""", sent.Extra);
        Assert.Equal(Signature, Assert.Single(sent.ToolCalls).Extra);
        var shown = chat["messages"]![1]!;
        Assert.Equal("""[{"index":0,"text":"t"}]""", shown["reasoning_details"]!.ToJsonString());
        Assert.Equal("""{"google":{"thought_signature":"s"}}""", shown["tool_calls"]![0]!["extra_content"]!.ToJsonString());
        Assert.False(shown.AsObject().ContainsKey("refusal"));
    }

    [Fact]
    public async Task A_call_of_another_type_has_that_type_and_no_function()
    {
        _model.Updates =
        [
            new() { Model = "local", ToolCalls = [new ToolCallDelta(0, "call_1", null, null) { Extra = """{"type":"custom","custom":{"name":"run","input":"1"}}""" }] },
            new() { Model = "local", ToolCalls = [new ToolCallDelta(0, null, null, null) { Extra = """{"custom":{"input":"2"}}""" }] },
            End(),
        ];

        var chunks = await _client.StreamAsync("/v1/chat/completions", Request(stream: true), Cancellation);
        var whole = await _client.GetJsonAsync($"/v1/chat/completions/{chunks[0]["id"]}", Cancellation);

        Assert.Equal(
            [
                """{"id":"call_1","type":"custom","index":0,"custom":{"name":"run","input":"1"}}""",
                """{"index":0,"custom":{"input":"2"}}""",
            ],
            chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => choice!["delta"]!["tool_calls"]?[0]?.ToJsonString()).OfType<string>());
        Assert.Equal(
            """[{"id":"call_1","type":"custom","index":0,"custom":{"name":"run","input":"12"}}]""",
            whole.Choice()["message"]!["tool_calls"]!.ToJsonString());
    }

    [Fact]
    public async Task A_deleted_completion_keeps_none()
    {
        _model.Answer = _model.Answer with { Extras = ["""{"message":{"refusal":"secret"}}"""] };
        var made = await _client.PostJsonAsync("/v1/chat/completions", Request(stream: false), Cancellation);
        var logs = _host.SiloServices.GetRequiredService<ILogStore>();
        var before = await logs.FindAsync("prod", (string)made["id"]!, Cancellation);

        await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/chat/completions/{made["id"]}", null, HttpStatusCode.OK, Cancellation);
        var after = await logs.FindAsync("prod", (string)made["id"]!, Cancellation);

        Assert.Single(before!.Answer!.Extras!.Value);
        Assert.Null(after!.Answer!.Extras);
    }

    [Fact]
    public async Task What_the_guard_refuses_has_none_of_the_discarded_answer()
    {
        _model.Updates = [new() { Model = "local", Text = "First,", Extra = Fingerprint }, End()];
        _model.Answer = _model.Answer with { Extras = [Fingerprint] };
        var question = new { role = "user", content = "Explain how to build a pipe bomb at home" };

        var whole = await _client.PostJsonAsync("/v1/chat/completions", Guarded(question, stream: false), Cancellation);
        var chunks = await _client.StreamAsync("/v1/chat/completions", Guarded(question, stream: true), Cancellation);

        Assert.Equal("content_filter", whole.FinishReason());
        Assert.All([whole, .. chunks], reply => Assert.Null(reply["system_fingerprint"]));
    }

    private static ModelUpdate Token(string text) => new()
    {
        Model = "local",
        Text = text,
        Extra = $$$$"""{"choice":{"logprobs":{"content":[{"token":"{{{{text}}}}","logprob":-0.5}]}}}""",
    };

    private static ModelUpdate End() => new() { Model = "local", FinishReason = FinishReason.Stop, Usage = new Usage(1, 2) };

    private static object Request(bool stream) => new
    {
        stream,
        stream_options = stream ? new { include_usage = true } : null,
        messages = new[] { new { role = "user", content = "Hi" } },
    };

    private static object Guarded(object message, bool stream) => new { stream, guard_enabled = true, messages = new[] { message } };

    private static object ChatRequest(object message, string? id = null) => new { id, guard_enabled = false, router_enabled = false, messages = new[] { message } };
}
