namespace Inference.Messages;

/// <summary>A function that a model may call.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.Tool")]
public sealed record Tool
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public string? Description { get; init; }

    /// <summary>The parameters' JSON schema, as JSON.</summary>
    [Id(2)] public string? Parameters { get; init; }

    [Id(3)] public bool? Strict { get; init; }
}

/// <summary>A call of a function that a model asks for.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.ToolCall")]
public sealed record ToolCall(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Arguments);

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
