namespace Inference.Settings;

/// <summary>What is wrong with one given setting.</summary>
/// <param name="Path">Its full name, as it was given.</param>
/// <param name="Text">A whole line for the operator.</param>
/// <param name="Setting">The setting whose value does not convert; <see langword="null"/> where there is no such setting.</param>
public sealed record SettingProblem(string Path, string Text, SettingNode? Setting);
