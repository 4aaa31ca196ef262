using Inference.Completions;
using Microsoft.Extensions.AI;

namespace Inference.Models;

internal static class FinishReasons
{
    /// <summary>
    /// <see langword="null"/> when the server gave none. Some servers say "stop" beside tool calls; clients look for "tool_calls".
    /// </summary>
    public static FinishReason? From(ChatFinishReason? reason, bool hasToolCalls)
    {
        if (reason is not { } given)
        {
            return null;
        }

        return given == ChatFinishReason.Length ? FinishReason.Length
            : given == ChatFinishReason.ContentFilter ? FinishReason.ContentFilter
            : hasToolCalls || given == ChatFinishReason.ToolCalls ? FinishReason.ToolCalls
            : FinishReason.Stop;
    }
}
