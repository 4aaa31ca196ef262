using System.Collections.Immutable;
using Inference.Experts;
using Inference.Messages;

namespace Inference.Routing;

/// <summary>Chooses the expert that answers: by <c>local</c> lexical ranking or by a model.</summary>
internal interface IRouter
{
    ValueTask<RoutingDecision> RouteAsync(RoutingQuestion question, CancellationToken cancellationToken);
}

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

/// <summary>The expert, or <see langword="null"/> when none fits; the reasoning tells the choice, its score, the runner-up, whether it stayed.</summary>
internal sealed record RoutingDecision(Expert? Expert, string Reasoning, Usage Usage);
