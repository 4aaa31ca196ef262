namespace Inference.Completions;

/// <summary>Tokens read and made.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.Usage")]
public sealed record Usage(
    [property: Id(0)] int PromptTokens,
    [property: Id(1)] int CompletionTokens)
{
    public static readonly Usage None = new(0, 0);

    public int TotalTokens => PromptTokens + CompletionTokens;
}
