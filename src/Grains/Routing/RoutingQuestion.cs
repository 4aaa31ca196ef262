using System.Collections.Immutable;

namespace Inference.Routing;

internal sealed record RoutingQuestion
{
    /// <summary>The latest user messages, oldest first; the last one asks.</summary>
    public required ImmutableArray<string> UserMessages { get; init; }

    public required ExpertIndex Experts { get; init; }

    /// <summary>The ids to choose from; <see langword="null"/> means every expert.</summary>
    public ImmutableHashSet<string>? Candidates { get; init; }

    /// <summary>The expert of the turn before, which stays unless another is better by a margin.</summary>
    public string? Previous { get; init; }

    /// <summary>Whose turn it is where requests wait for the router's model: an API key's id.</summary>
    public string Queue { get; init; } = "";
}
