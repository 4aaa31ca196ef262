using System.Collections.Immutable;

namespace Inference.Messages;

/// <summary>How the model is to answer. <see langword="null"/> leaves it to the model's server.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.Sampling")]
public sealed record Sampling
{
    public static readonly Sampling None = new();

    [Id(0)] public double? Temperature { get; init; }

    [Id(1)] public double? TopP { get; init; }

    /// <summary>At most so many tokens in the answer.</summary>
    [Id(2)] public int? MaxTokens { get; init; }

    [Id(3)] public ImmutableArray<string> Stop { get; init; } = [];

    [Id(4)] public long? Seed { get; init; }

    [Id(5)] public double? PresencePenalty { get; init; }

    [Id(6)] public double? FrequencyPenalty { get; init; }

    [Id(7)] public string? ReasoningEffort { get; init; }

    /// <summary>OpenAI's <c>tool_choice</c>, as JSON.</summary>
    [Id(8)] public string? ToolChoice { get; init; }

    [Id(9)] public bool? ParallelToolCalls { get; init; }

    /// <summary>OpenAI's <c>response_format</c>, as JSON.</summary>
    [Id(10)] public string? ResponseFormat { get; init; }

    /// <summary>The request's members that are not the product's own, a JSON object, as they came: <c>top_k</c>, <c>logit_bias</c>.</summary>
    [Id(11)] public string? Extra { get; init; }
}
