using Inference.Paging;

namespace Inference.InferenceLogs;

/// <summary>Finds and deletes inference logs. They are written by the ledger.</summary>
public interface ILogStore
{
    /// <summary>The log of that id, or <see langword="null"/>.</summary>
    Task<InferenceLog?> FindAsync(string environment, string id, CancellationToken cancellationToken);

    /// <summary>Newest first, ids break ties.</summary>
    Task<Page<InferenceLog>> ListAsync(LogFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The completions that clients had stored, by cursor.</summary>
    Task<Page<InferenceLog>> ListStoredAsync(StoredCompletionFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Deletes the oldest logs that were made before a time and are counted in the statistics, which keep them.</summary>
    /// <returns>How many they were: fewer than the limit when none is left.</returns>
    Task<int> DeleteAsync(string environment, DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
