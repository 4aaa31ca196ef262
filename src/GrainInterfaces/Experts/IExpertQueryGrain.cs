using Inference.Paging;

namespace Inference.Experts;

/// <summary>Lists experts without activating any. A stateless worker; use key 0.</summary>
[Alias("Inference.Experts.IExpertQueryGrain")]
public interface IExpertQueryGrain : IGrainWithIntegerKey
{
    Task<Page<Expert>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken = default);
}
