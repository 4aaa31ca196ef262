using System.Collections.Immutable;
using Inference.Messages;
using Inference.Models;

namespace Inference.StructuredOutput;

/// <summary>A request for a JSON object that will be checked.</summary>
internal sealed record StructuredRequest
{
    /// <summary>A name of the catalog.</summary>
    public required string Model { get; init; }

    /// <summary>The whole prompt, system message first.</summary>
    public required ImmutableArray<Message> Messages { get; init; }

    /// <summary>The property that identifies the object among others in the answer.</summary>
    public required string Property { get; init; }

    public Sampling Sampling { get; init; } = Sampling.None;

    /// <summary>Called for every answer, also for unusable ones: they are paid for.</summary>
    public required Action<ModelAnswer> OnAnswer { get; init; }
}

/// <summary>The outcome of a <see cref="StructuredRequest"/>.</summary>
internal abstract record StructuredResult<T>
{
    /// <summary>An object that passed the check, as it was written and as it was read.</summary>
    internal sealed record Good(T Value, string Json) : StructuredResult<T>;

    /// <summary>Neither answer passed.</summary>
    internal sealed record Unreadable(string Problem) : StructuredResult<T>;

    /// <summary>The model failed and has the built-in one as its fallback, which writes no JSON: the caller has a form of its own for that.</summary>
    internal sealed record FellBackToLocal(string Model) : StructuredResult<T>;
}
