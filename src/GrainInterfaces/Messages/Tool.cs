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

    /// <summary>The whole tool, as JSON, where it has more than a function's members above: what is sent to the model's server in their place.</summary>
    [Id(4)] public string? Json { get; init; }
}

/// <summary>A call of a function that a model asks for.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.ToolCall")]
public sealed record ToolCall(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Arguments)
{
    /// <summary>The call's other members, a JSON object such as <c>{"extra_content":…}</c>; those of its function are under <c>function</c>.</summary>
    [Id(3)] public string? Extra { get; init; }
}

/// <summary>A piece of a tool call in a stream: the first of an index brings id and name, the others bring arguments.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.ToolCallDelta")]
public sealed record ToolCallDelta(
    [property: Id(0)] int Index,
    [property: Id(1)] string? Id,
    [property: Id(2)] string? Name,
    [property: Id(3)] string? Arguments)
{
    /// <summary>Other members, as those of <see cref="ToolCall.Extra"/>.</summary>
    [Id(4)] public string? Extra { get; init; }

    /// <summary>In UTF-16 units; other members count 1 together.</summary>
    public int Length => (Id?.Length ?? 0) + (Name?.Length ?? 0) + (Arguments?.Length ?? 0) + (Extra is null ? 0 : 1);
}
