using Inference.Paging;

namespace Inference.InferenceLogs;

/// <summary>The read side of the inference logs. They are written by the ledger.</summary>
public interface ILogStore
{
    /// <summary>The log of that id, or <see langword="null"/>.</summary>
    Task<InferenceLog?> FindAsync(string environment, string id, CancellationToken cancellationToken);

    /// <summary>Newest first, ids break ties.</summary>
    Task<Page<InferenceLog>> ListAsync(LogFilter filter, PageRequest page, CancellationToken cancellationToken);
}
