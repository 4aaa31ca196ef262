using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Models;

/// <summary>A request for a JSON object that will be checked.</summary>
internal sealed record JsonQuestion
{
    /// <summary>A name of the catalog.</summary>
    public required string Model { get; init; }

    /// <summary>The whole prompt, system message first.</summary>
    public required ImmutableArray<Message> Messages { get; init; }

    /// <summary>What tells the object from others that the model may mention.</summary>
    public required string Property { get; init; }

    public Sampling Sampling { get; init; } = Sampling.None;

    /// <summary>Is told of every answer, also of those that are no use: they are paid for.</summary>
    public required Action<ModelAnswer> Heard { get; init; }
}
