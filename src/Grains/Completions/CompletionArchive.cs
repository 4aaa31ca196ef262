using Inference.InferenceLogs;

namespace Inference.Completions;

/// <summary>Finds completions that have ended, by their logs.</summary>
internal sealed class CompletionArchive(ILogStore logs)
{
    /// <summary>Completions alone: whatever else is logged is told by its own operations.</summary>
    public async Task<ArchivedCompletion?> FindAsync(string environment, string completionId, CancellationToken cancellationToken) =>
        await logs.FindAsync(environment, completionId, cancellationToken) is { } log && ArchivedCompletion.IsOne(log)
            ? new ArchivedCompletion(log)
            : null;
}
