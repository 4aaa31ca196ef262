using Inference.Paging;

namespace Inference.InferenceLogs;

/// <summary>The read side of the inference logs. They are written by the ledger.</summary>
public interface ILogStore
{
    /// <summary>Newest first, ids break ties.</summary>
    Task<Page<InferenceLog>> ListAsync(LogFilter filter, PageRequest page, CancellationToken cancellationToken);
}
