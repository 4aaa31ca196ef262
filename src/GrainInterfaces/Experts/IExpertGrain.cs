using Inference.Documents;
using Inference.Identity;

namespace Inference.Experts;

/// <summary>One expert. Get it with <see cref="ExpertGrainFactory.GetExpert"/>.</summary>
[Alias("Inference.Experts.IExpertGrain")]
public interface IExpertGrain : IDocumentGrain<ExpertFields>;

/// <summary>Lists experts. A stateless worker; use key 0.</summary>
[Alias("Inference.Experts.IExpertQueryGrain")]
public interface IExpertQueryGrain : IDocumentQueryGrain<ExpertFields>;

/// <summary>
/// Counts the changes to an environment's experts, and notifies every silo of each, so that their caches are current. Get it with <see cref="ExpertGrainFactory.GetExpertVersion"/>.
/// </summary>
[Alias("Inference.Experts.IExpertVersionGrain")]
public interface IExpertVersionGrain : IGrainWithStringKey
{
    /// <summary>Never the same after a change or a restart. The calling silo is notified of the next change, and calls again when its lease is over.</summary>
    ValueTask<long> GetAsync();

    /// <summary>Called after a change was stored and before it is acknowledged; returns when no silo uses what was before it.</summary>
    ValueTask ChangedAsync();
}

/// <summary>The only place that knows how an expert's key is built.</summary>
public static class ExpertGrainFactory
{
    public static IExpertGrain GetExpert(this IGrainFactory grains, string environment, string expertId) =>
        grains.GetGrain<IExpertGrain>(EnvironmentKey.Format(environment, expertId));

    public static IExpertVersionGrain GetExpertVersion(this IGrainFactory grains, string environment) =>
        GrainReferences<IExpertVersionGrain>.Get(grains, environment);

    public static IExpertQueryGrain GetExpertQueries(this IGrainFactory grains) => grains.GetGrain<IExpertQueryGrain>(0);
}
