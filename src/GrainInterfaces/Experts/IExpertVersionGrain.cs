namespace Inference.Experts;

/// <summary>
/// Counts the changes to an environment's experts, so that every silo knows before each routing whether what it remembers of them
/// is still true. Get it with <see cref="ExpertGrainFactory.GetExpertVersion"/>.
/// </summary>
[Alias("Inference.Experts.IExpertVersionGrain")]
public interface IExpertVersionGrain : IGrainWithStringKey
{
    /// <summary>Never the same after a change or a restart.</summary>
    ValueTask<long> GetAsync();

    /// <summary>Called after a change was stored and before it is acknowledged.</summary>
    ValueTask ChangedAsync();
}
