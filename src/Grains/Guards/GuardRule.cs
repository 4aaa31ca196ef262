namespace Inference.Guards;

/// <summary>A category of risk as it is in force: its built-in key, the name that verdicts carry, what it means, and its threshold.</summary>
internal sealed record GuardRule(string Key, string Name, string Definition, double Threshold);
