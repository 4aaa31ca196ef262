using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Inference.ModelServers;

/// <summary>How the server behaves for one model. Positions count the answer's pieces (words, parts of tool calls) from 0.</summary>
public sealed record Scenario
{
    public Flavour Flavour { get; init; } = Flavour.Vllm;

    /// <summary>The answer; <see langword="null"/> repeats the last message.</summary>
    public string? Content { get; init; }

    /// <summary>The answers of a dialogue, one for each turn: for so many messages of the assistant as the request has. The last one goes on.</summary>
    public ImmutableArray<string> Turns { get; init; } = [];

    /// <summary>Sent before the answer.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The field that it is sent in; newer servers call it <c>reasoning</c>.</summary>
    public string ReasoningField { get; init; } = "reasoning_content";

    /// <summary>Made unless the last message is a tool's result.</summary>
    public ImmutableArray<ScriptedToolCall> ToolCalls { get; init; } = [];

    /// <summary>Calls the first tool that the request offers, with no arguments, unless the last message is a tool's result.</summary>
    public bool CallsFirstTool { get; init; }

    /// <summary>Replaces <c>stop</c> or <c>tool_calls</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>False: no usage at all, even when the request asks for it.</summary>
    public bool SendsUsage { get; init; } = true;

    /// <summary>
    /// Members that are added to answers: a JSON object whose members <c>answer</c>, <c>choice</c>, <c>message</c>, <c>call</c> and <c>function</c> are objects of
    /// them. In a stream every chunk has the answer's, every piece the choice's, the first delta the message's, and the first of a tool call the call's.
    /// </summary>
    public string? Extras { get; init; }

    /// <summary>Pieces per second; <see langword="null"/> sends them as fast as they are read.</summary>
    public double? Rate { get; init; }

    /// <summary>
    /// Replaces the answer by this many words that carry the times they were due, in ticks of <see cref="System.Diagnostics.Stopwatch"/>:
    /// one clock for all processes of a machine.
    /// </summary>
    public int? DueTimes { get; init; }

    /// <summary>How long nothing is answered, at first.</summary>
    public TimeSpan? Delay { get; init; }

    public ScriptedError? Error { get; init; }

    /// <summary>Aborts the connection before this piece; -1 before anything was answered.</summary>
    public int? DropBefore { get; init; }

    /// <summary>Sends an error event instead of this piece and ends.</summary>
    public int? ErrorBefore { get; init; }

    /// <summary>Falls silent before this piece until <see cref="Resume"/>; -1 before anything was answered.</summary>
    public int? StallBefore { get; init; }

    /// <summary>Ends a stall; without it, only the client's leaving does.</summary>
    public Task? Resume { get; init; }

    /// <summary>Adds the members of <see cref="Extras"/> that belong to a part.</summary>
    internal JsonObject WithExtras(JsonObject body, string part)
    {
        if (Extras is null)
        {
            return body;
        }

        foreach (var (name, value) in JsonNode.Parse(Extras)![part]?.AsObject() ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }

    /// <summary>Reads a model's name such as <c>scenario:rate:20,drop:3</c>; any other name is an ordinary model.</summary>
    public static Scenario Parse(string model)
    {
        const string Prefix = "scenario:";
        var scenario = new Scenario();
        if (model.StartsWith(Prefix, StringComparison.Ordinal))
        {
            foreach (var step in model[Prefix.Length..].Split(','))
            {
                scenario = ScenarioStep.Apply(scenario, step);
            }
        }

        return scenario;
    }
}
