namespace Inference.Completions;

internal sealed record StreamOptionsBody
{
    public bool? IncludeUsage { get; init; }
}
