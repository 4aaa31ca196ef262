using Inference.Identity;

namespace Inference.Completions;

/// <summary>The only place that knows how a completion's key is built.</summary>
public static class CompletionGrainFactory
{
    public static ICompletionGrain GetCompletion(this IGrainFactory grains, string environment, string completionId) =>
        GrainReferences<ICompletionGrain>.Get(grains, $"{environment}/{completionId}");

    public static ICompletionQueryGrain GetCompletionQueries(this IGrainFactory grains) => grains.GetGrain<ICompletionQueryGrain>(0);
}
