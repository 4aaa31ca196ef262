using System.Collections.Immutable;
using Inference.Identity;
using Inference.InferenceLogs;

namespace Inference.Completions;

/// <summary>Knows of no answer, or of one that is being made: all that is asked of it here.</summary>
internal class LostCompletionGrain(bool isRunning) : ICompletionGrain
{
    public int Asked { get; private set; }

    public Task<bool> IsRunningAsync()
    {
        Asked++;
        return Task.FromResult(isRunning);
    }

    public Task<Completion> CompleteAsync(CompletionCall request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<CompletionEvent> StreamAsync(CompletionCall request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual IAsyncEnumerable<CompletionEvent> ResumeAsync(Caller caller, long after, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CompletionStatus> GetAsync(Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CompletionStatus> CancelAsync(Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CompletionStatus?> DeleteAsync(Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ImmutableArray<LoggedMessage>> GetMessagesAsync(Caller caller, CancellationToken cancellationToken) => throw new NotSupportedException();
}
