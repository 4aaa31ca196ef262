namespace Inference.Completions;

/// <summary>How the two operations' answers differ: whose id they carry, and whether a stream ends with the usage.</summary>
internal sealed record CompletionForm(bool NamesChat, bool IncludesUsage);
