using Inference.Completions;
using Inference.Experts;

namespace Inference.Routing;

/// <summary>The expert, or <see langword="null"/> when none fits; the reasoning tells the choice, its score, the runner-up, whether it stayed.</summary>
internal sealed record RoutingDecision(Expert? Expert, string Reasoning, Usage Usage);
