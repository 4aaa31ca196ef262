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

    /// <summary>The environment whose experts the local model may tell of; <see langword="null"/> where no person reads the answer.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether words of the local model do where another form is asked for: of a caller that has rules of its own in their place.</summary>
    public bool TakesLocalWords { get; init; }

    /// <summary>The end user, passed on to the model's server.</summary>
    public string? User { get; init; }
}
