namespace Inference.Completions;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    Stop = 0,
    Length = 1,
    ToolCalls = 2,
    ContentFilter = 3,
    Cancelled = 4,
}
