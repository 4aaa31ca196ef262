namespace Inference.Experts;

/// <summary>
/// Counts the changes to an environment's experts, and tells every silo of each, so that what silos remember of them is true. Get it with <see cref="ExpertGrainFactory.GetExpertVersion"/>.
/// </summary>
[Alias("Inference.Experts.IExpertVersionGrain")]
public interface IExpertVersionGrain : IGrainWithStringKey
{
    /// <summary>Never the same after a change or a restart. Whoever asked is told of the next change, and asks again after a few seconds without one.</summary>
    ValueTask<long> GetAsync();

    /// <summary>Called after a change was stored and before it is acknowledged; returns when no silo uses what was before it.</summary>
    ValueTask ChangedAsync();
}
