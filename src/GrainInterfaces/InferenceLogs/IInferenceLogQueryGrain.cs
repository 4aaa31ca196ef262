using Inference.Paging;

namespace Inference.InferenceLogs;

/// <summary>Searches the logs. A stateless worker; use key 0.</summary>
[Alias("Inference.InferenceLogs.IInferenceLogQueryGrain")]
public interface IInferenceLogQueryGrain : IGrainWithIntegerKey
{
    Task<Page<InferenceLog>> ListAsync(LogFilter filter, PageRequest page, CancellationToken cancellationToken = default);
}
