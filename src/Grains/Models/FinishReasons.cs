using Inference.Messages;

namespace Inference.Models;

/// <summary>Maps the reasons that servers give for an answer's end to the product's.</summary>
internal static class FinishReasons
{
    public const string Stop = "stop";

    /// <summary>
    /// <see langword="null"/> when the server gave none; one that is not known is an end like any other. Some servers send "stop" beside tool calls; clients look
    /// for "tool_calls".
    /// </summary>
    public static FinishReason? From(string? reason, bool hasToolCalls) => reason?.ToUpperInvariant() switch
    {
        null => null,
        "LENGTH" or "MAX_TOKENS" or "MODEL_LENGTH" or "MODEL_CONTEXT_WINDOW_EXCEEDED" => FinishReason.Length,
        "CONTENT_FILTER" or "SAFETY" or "RECITATION" or "PROHIBITED_CONTENT" => FinishReason.ContentFilter,
        "TOOL_CALLS" or "TOOL_USE" or "FUNCTION_CALL" => FinishReason.ToolCalls,
        _ => hasToolCalls ? FinishReason.ToolCalls : FinishReason.Stop,
    };
}
