using Inference.Paging;

namespace Inference.ApiKeys;

/// <summary>Lists API keys, secrets masked, without activating any. A stateless worker; use key 0.</summary>
[Alias("Inference.ApiKeys.IApiKeyQueryGrain")]
public interface IApiKeyQueryGrain : IGrainWithIntegerKey
{
    /// <summary>Of one environment, or of both when it is <see langword="null"/>.</summary>
    Task<Page<ApiKey>> ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken = default);
}
