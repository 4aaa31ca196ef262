using System.Text.Json.Nodes;

namespace Inference.ModelServers;

/// <summary>The JSON around answers, in each flavour.</summary>
internal sealed class Envelope(string model, Scenario scenario)
{
    private readonly string _id = "chatcmpl-" + Guid.NewGuid().ToString("n");

    public JsonObject Whole(Answer answer)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = answer.ToolCalls.Length > 0 ? null : answer.Content };
        if (answer.Reasoning is not null)
        {
            message[scenario.ReasoningField] = answer.Reasoning;
        }

        if (answer.ToolCalls.Length > 0)
        {
            message["tool_calls"] = new JsonArray([.. answer.ToolCalls.Select(ToolCall)]);
        }

        scenario.WithExtras(message, "message");
        var choice = new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = answer.FinishReason };
        return WithUsage(Body("chat.completion", scenario.WithExtras(choice, "choice")), answer);
    }

    public JsonObject First() =>
        Chunk(scenario.WithExtras(new JsonObject { ["role"] = "assistant", ["content"] = scenario.Flavour == Flavour.LlamaCpp ? null : "" }, "message"));

    public JsonObject Piece(JsonObject delta)
    {
        var chunk = Chunk(delta);
        scenario.WithExtras(chunk["choices"]![0]!.AsObject(), "choice");
        return chunk;
    }

    public JsonObject Last(Answer answer)
    {
        var chunk = Chunk([], answer.FinishReason);
        return scenario.Flavour == Flavour.LlamaCpp ? WithUsage(chunk, answer) : chunk;
    }

    /// <summary>The chunk after the last, or <see langword="null"/> where the flavour or the request has none.</summary>
    public JsonObject? Usage(Answer answer, bool asked) =>
        asked && scenario.SendsUsage && scenario.Flavour != Flavour.LlamaCpp ? WithUsage(Body("chat.completion.chunk", null), answer) : null;

    private JsonObject Chunk(JsonObject delta, string? finishReason = null) =>
        Body("chat.completion.chunk", new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finishReason });

    private JsonObject Body(string kind, JsonObject? choice) => scenario.WithExtras(new JsonObject
    {
        ["id"] = _id,
        ["object"] = kind,
        ["created"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        ["model"] = model,
        ["choices"] = choice is null ? [] : new JsonArray(choice),
    }, "answer");

    private JsonObject WithUsage(JsonObject body, Answer answer)
    {
        if (scenario.SendsUsage)
        {
            body["usage"] = new JsonObject
            {
                ["prompt_tokens"] = answer.PromptTokens,
                ["total_tokens"] = answer.PromptTokens + answer.CompletionTokens,
                ["completion_tokens"] = answer.CompletionTokens,
            };
        }

        if (scenario.Flavour == Flavour.LlamaCpp)
        {
            body["timings"] = new JsonObject { ["prompt_n"] = answer.PromptTokens, ["predicted_n"] = answer.CompletionTokens };
        }

        return body;
    }

    private JsonObject ToolCall(ScriptedToolCall call)
    {
        var function = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments };
        var body = new JsonObject { ["id"] = call.Id, ["type"] = "function", ["function"] = scenario.WithExtras(function, "function") };
        return scenario.WithExtras(body, "call");
    }
}
