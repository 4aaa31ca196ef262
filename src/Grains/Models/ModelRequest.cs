using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Models;

/// <summary>What a model is asked.</summary>
internal sealed record ModelRequest
{
    /// <summary>A name of the catalog.</summary>
    public required string Model { get; init; }

    /// <summary>The whole prompt, system message first.</summary>
    public required ImmutableArray<Message> Messages { get; init; }

    public Sampling Sampling { get; init; } = Sampling.None;

    public ImmutableArray<Tool> Tools { get; init; } = [];

    /// <summary>Whose turn it is where requests wait for the model's server: an API key's id.</summary>
    public string Queue { get; init; } = "";

    /// <summary>The end user, passed on to the model's server.</summary>
    public string? User { get; init; }
}
