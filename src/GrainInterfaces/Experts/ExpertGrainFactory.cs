using Inference.Identity;

namespace Inference.Experts;

/// <summary>The only place that knows how an expert's key is built.</summary>
public static class ExpertGrainFactory
{
    public static IExpertGrain GetExpert(this IGrainFactory grains, string environment, string expertId) =>
        grains.GetGrain<IExpertGrain>($"{environment}/{expertId}");

    public static IExpertVersionGrain GetExpertVersion(this IGrainFactory grains, string environment) =>
        GrainReferences<IExpertVersionGrain>.Get(grains, environment);

    public static IExpertQueryGrain GetExpertQueries(this IGrainFactory grains) => grains.GetGrain<IExpertQueryGrain>(0);
}
