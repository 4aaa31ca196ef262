namespace Inference.ModelServers;

/// <summary>The product that the server imitates where OpenAI-compatible servers differ.</summary>
public enum Flavour
{
    /// <summary>Usage in a chunk of its own when asked for; errors under <c>error</c> with a number as code.</summary>
    Vllm,

    /// <summary>Usage and timings in the chunk that finishes, asked for or not; no text in the first chunk.</summary>
    LlamaCpp,

    /// <summary>Usage in a chunk of its own when asked for; errors under <c>error</c> with a word as code.</summary>
    OpenAI,

    /// <summary>An older vLLM: as <see cref="Vllm"/>, with the error's fields at the top level.</summary>
    OldVllm,
}
