using Inference.Messages;
using Microsoft.Extensions.AI;

namespace Inference.Models;

/// <summary>Maps the client library's reasons to the product's.</summary>
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
