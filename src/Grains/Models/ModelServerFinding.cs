namespace Inference.Models;

/// <summary>What a model's server answered: a line for the operator.</summary>
public sealed record ModelServerFinding(bool IsFine, string Text);
