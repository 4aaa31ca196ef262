namespace Inference.Routing;

/// <summary>Chooses the expert that answers: by <c>local</c> lexical ranking or by a model.</summary>
internal interface IRouter
{
    ValueTask<RoutingDecision> RouteAsync(RoutingQuestion question, CancellationToken cancellationToken);
}
