namespace Inference.Messages;

/// <summary>Tokens read and made.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.Usage")]
public sealed record Usage(
    [property: Id(0)] int PromptTokens,
    [property: Id(1)] int CompletionTokens)
{
    public static readonly Usage None = new(0, 0);

    public int TotalTokens => PromptTokens + CompletionTokens;
}

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    Stop = 0,
    Length = 1,
    ToolCalls = 2,
    ContentFilter = 3,
    Cancelled = 4,
}
