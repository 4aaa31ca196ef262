using System.Collections.Immutable;

namespace Inference.ModelServers;

/// <summary>The chat completion requests that a server got.</summary>
public sealed class RequestLog
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private ImmutableList<RecordedRequest> _requests = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Oldest first.</summary>
    public ImmutableList<RecordedRequest> All => Volatile.Read(ref _requests);

    public int Count => All.Count;

    /// <summary>The latest request; fails when there is none.</summary>
    public RecordedRequest Last => All[^1];

    /// <summary>Waits for the first request, past or to come, that fits; not forever, so that a test without one fails.</summary>
    /// <exception cref="TimeoutException">None came within a minute.</exception>
    public async Task<RecordedRequest> WaitForAsync(Predicate<RecordedRequest> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Taken before the look, so that what is added in between is not missed.
            var added = Volatile.Read(ref _added).Task;
            if (All.Find(fits) is { } found)
            {
                return found;
            }

            await added.WaitAsync(WaitTimeout, cancellationToken);
        }
    }

    /// <summary>Waits until there are as many requests.</summary>
    public Task WaitForCountAsync(int count, CancellationToken cancellationToken) =>
        count == 0 ? Task.CompletedTask : WaitForAsync(_ => Count >= count, cancellationToken);

    internal void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            Volatile.Write(ref _requests, _requests.Add(request));
            var added = _added;
            Volatile.Write(ref _added, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            added.SetResult();
        }
    }
}
