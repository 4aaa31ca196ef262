using System.Text.Json.Serialization;

namespace Inference.Messages;

/// <summary>Tokens read and made.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.Usage")]
public sealed record Usage(
    [property: Id(0)] int PromptTokens,
    [property: Id(1)] int CompletionTokens)
{
    public static readonly Usage None = new(0, 0);

    /// <summary>Of the prompt's tokens, those that the model's server had in its cache.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Id(2)] public int CachedTokens { get; init; }

    /// <summary>Of the answer's tokens, those of the reasoning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Id(3)] public int ReasoningTokens { get; init; }

    /// <summary>The other members of the server's usage, a JSON object: <c>prompt_tokens_details</c>, <c>completion_tokens_details</c> and what else it has.</summary>
    [Id(4)] public string? Details { get; init; }

    /// <summary>At most as many as its type holds: servers report any number.</summary>
    public int TotalTokens => Sum(PromptTokens, CompletionTokens);

    /// <summary>Two counts of tokens, or the largest that there is.</summary>
    public static int Sum(int left, int right) => (int)Math.Min(int.MaxValue, (long)left + right);
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
