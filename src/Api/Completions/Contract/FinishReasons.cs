using Inference.Messages;

namespace Inference.Completions.Contract;

/// <summary>Finish reasons by the names that clients use.</summary>
internal static class FinishReasons
{
    public static string NameOf(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.ContentFilter => "content_filter",
        FinishReason.Cancelled => "cancelled",
    };
}
