using Inference.Experts;

namespace Inference.Completions;

/// <summary>The expert that answers, if any, and what the router says of it, if it is on.</summary>
internal sealed record ExpertChoice(Expert? Expert, RouterResult? Result)
{
    public static ExpertChoice None { get; } = new(null, null);
}
