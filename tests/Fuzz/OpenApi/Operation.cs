using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Inference.OpenApi;

/// <summary>One operation of the contract.</summary>
internal sealed record Operation
{
    public required string Id { get; init; }

    public required string Method { get; init; }

    /// <summary>With its parameters in braces.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<OperationParameter> Parameters { get; init; }

    /// <summary>The media type of its body, when it takes one.</summary>
    public string? BodyType { get; init; }

    public JsonNode? BodySchema { get; init; }

    /// <summary>The documented success statuses: for each the media types, for each the schema.</summary>
    public required FrozenDictionary<int, FrozenDictionary<string, JsonNode?>> Answers { get; init; }

    public required bool NeedsKey { get; init; }

    /// <summary>The path without its last parameter: what the ids in it are ids of.</summary>
    public string Collection => Path.EndsWith('}') ? Path[..Path.LastIndexOf('/')] : Path;

    /// <summary>The operation that reads back what this one wrote.</summary>
    public Operation? OwnGet { get; set; }

    /// <summary>The operation that lists what this one wrote.</summary>
    public Operation? OwnList { get; set; }

    public bool IsList => Method == "GET" && NeedsKey && !Path.Contains('{', StringComparison.Ordinal);

    public bool IsWrite => Method is "POST" or "PATCH" or "PUT";
}

internal sealed record OperationParameter(string Name, string In, JsonNode? Schema, bool IsRequired);
