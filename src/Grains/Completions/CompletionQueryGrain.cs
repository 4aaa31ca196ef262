using Inference.InferenceLogs;
using Inference.Paging;
using Orleans.Concurrency;

namespace Inference.Completions;

[StatelessWorker, Reentrant, GrainType("completion-queries")]
internal sealed class CompletionQueryGrain(ILogStore logs) : Grain, ICompletionQueryGrain
{
    public async Task<Page<Completion>> ListAsync(StoredCompletionFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var stored = await logs.ListStoredAsync(filter, page, cancellationToken);
        return new Page<Completion>([.. stored.Items.Select(log => new ArchivedCompletion(log).ToCompletion())], stored.HasMore);
    }
}
