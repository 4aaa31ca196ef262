using Inference.Messages;

namespace Inference.Completions;

internal sealed record UsageBody(int PromptTokens, int CompletionTokens, int TotalTokens)
{
    internal static UsageBody From(Usage usage) => new(usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens);
}
