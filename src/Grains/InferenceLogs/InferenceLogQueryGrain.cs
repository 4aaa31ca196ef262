using Inference.Paging;
using Orleans.Concurrency;

namespace Inference.InferenceLogs;

[StatelessWorker, Reentrant, GrainType("inference-log-queries")]
internal sealed class InferenceLogQueryGrain(ILogStore logs) : Grain, IInferenceLogQueryGrain
{
    public Task<Page<InferenceLog>> ListAsync(LogFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        logs.ListAsync(filter, page, cancellationToken);
}
