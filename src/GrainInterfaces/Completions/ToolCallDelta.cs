namespace Inference.Completions;

/// <summary>A piece of a tool call in a stream: the first of an index brings id and name, the others bring arguments.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.ToolCallDelta")]
public sealed record ToolCallDelta(
    [property: Id(0)] int Index,
    [property: Id(1)] string? Id,
    [property: Id(2)] string? Name,
    [property: Id(3)] string? Arguments)
{
    /// <summary>In UTF-16 units.</summary>
    public int Length => (Id?.Length ?? 0) + (Name?.Length ?? 0) + (Arguments?.Length ?? 0);
}
