using Inference.Completions;

namespace Inference.Guards;

/// <summary><see cref="GuardResult.Safe"/> or a category of risk, with the reason in words.</summary>
internal sealed record GuardVerdict(string Category, string Reasoning, Usage Usage);
