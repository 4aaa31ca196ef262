using Inference.Paging;

namespace Inference.InferenceLogs;

/// <summary>Searches the logs. A stateless worker; use key 0.</summary>
[Alias("Inference.InferenceLogs.IInferenceLogQueryGrain")]
public interface IInferenceLogQueryGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:00:30")]
    Task<Page<InferenceLog>> ListAsync(LogFilter filter, PageRequest page, CancellationToken cancellationToken = default);
}

public static class InferenceLogGrainFactory
{
    public static IInferenceLogQueryGrain GetInferenceLogQueries(this IGrainFactory grains) =>
        grains.GetGrain<IInferenceLogQueryGrain>(0);
}
