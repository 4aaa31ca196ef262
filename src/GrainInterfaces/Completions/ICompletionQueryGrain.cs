using Inference.Paging;

namespace Inference.Completions;

/// <summary>Lists stored completions. A stateless worker; use key 0.</summary>
[Alias("Inference.Completions.ICompletionQueryGrain")]
public interface ICompletionQueryGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:00:30")]
    Task<Page<Completion>> ListAsync(StoredCompletionFilter filter, PageRequest page, CancellationToken cancellationToken = default);
}
