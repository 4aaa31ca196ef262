using System.Collections.Immutable;

namespace Inference.ModelServers;

/// <summary>The answer of a scenario to a request.</summary>
internal sealed record Answer
{
    public required string Content { get; init; }

    public required string? Reasoning { get; init; }

    public required ImmutableArray<ScriptedToolCall> ToolCalls { get; init; }

    public required string FinishReason { get; init; }

    public required int PromptTokens { get; init; }

    public int CompletionTokens =>
        Words(Content).Length + Words(Reasoning ?? "").Length + (8 * ToolCalls.Length);

    public static Answer To(ChatRequest request, Scenario scenario)
    {
        var calls = request.LastRole == "tool" ? []
            : scenario.CallsFirstTool && request.FirstTool is { } tool ? [new ScriptedToolCall(tool, "{}")]
            : scenario.ToolCalls;
        var content = scenario.Turns.IsEmpty ? scenario.Content : scenario.Turns[Math.Min(request.AssistantMessages, scenario.Turns.Length - 1)];
        return new Answer
        {
            Content = calls.Length > 0 ? "" : content ?? $"You said: {request.LastText}",
            Reasoning = scenario.Reasoning,
            ToolCalls = calls,
            FinishReason = scenario.FinishReason ?? (calls.Length > 0 ? "tool_calls" : "stop"),
            PromptTokens = request.PromptTokens,
        };
    }

    /// <summary>Cuts text into words that keep the blank before them, as tokens do.</summary>
    public static string[] Words(string text)
    {
        var words = text.Split(' ');
        return text.Length == 0 ? [] : [words[0], .. words.Skip(1).Select(word => " " + word)];
    }
}
