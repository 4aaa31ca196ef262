using Inference.Errors;
using Inference.Identity;

namespace Inference.Insights;

/// <summary>One insight while it is made, and for a day after when it may be asked for again. Get it with <see cref="InsightGrainFactory.GetInsight"/>.</summary>
[Alias("Inference.Insights.IInsightGrain")]
public interface IInsightGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes the insight; its log is stored when this returns. It continues when the caller disconnects. A repeatable call with the same
    /// question gives, for 24 hours, the first one's insight; while that is being made, it waits for it.
    /// </summary>
    /// <exception cref="InferenceException">
    /// <see cref="ErrorKind.InvalidParamValue"/> or <see cref="ErrorKind.ModelNotFound"/> for a question that cannot be answered,
    /// <see cref="ErrorKind.IdempotencyConflict"/> for another question than the first, or what the model failed with.
    /// </exception>
    [ResponseTimeout("01:00:00")]
    Task<MadeInsight> MakeAsync(InsightCall request, CancellationToken cancellationToken = default);
}

/// <summary>The only place that knows how an insight's key is built.</summary>
public static class InsightGrainFactory
{
    public static IInsightGrain GetInsight(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IInsightGrain>(EnvironmentKey.Format(environment, id));
}

/// <summary>One request for an insight, checked for shape.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Insights.InsightCall")]
public sealed record InsightCall(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] InsightQuestion Question,
    [property: Id(2)] bool Repeatable);

/// <summary>An insight; or, <see cref="Replayed"/>, what the same call was answered with before.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Insights.MadeInsight")]
public sealed record MadeInsight(
    [property: Id(0)] Insight Insight,
    [property: Id(1)] bool Replayed);
