using System.Collections.Immutable;
using Inference.Errors;

namespace Inference.Experts;

/// <summary>One expert. Get it with <see cref="ExpertGrainFactory.GetExpert"/>.</summary>
[Alias("Inference.Experts.IExpertGrain")]
public interface IExpertGrain : IGrainWithStringKey
{
    /// <summary>Makes the expert. Safe to repeat: one that exists is returned as it is.</summary>
    Task<Expert> CreateAsync(ExpertFields fields, CancellationToken cancellationToken = default);

    /// <summary>Returns <see langword="null"/> when there is none.</summary>
    Task<Expert?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Changes the fields that are given and clears those that are named, by their name in the contract.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>.</exception>
    Task<Expert> UpdateAsync(ExpertFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken = default);

    /// <summary>Whether there was one to delete.</summary>
    Task<bool> DeleteAsync(CancellationToken cancellationToken = default);
}
