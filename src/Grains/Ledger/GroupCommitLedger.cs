using System.Threading.Channels;
using Inference.Errors;
using Inference.Statistics;
using Inference.Storage;
using Microsoft.Extensions.Logging;

namespace Inference.Ledger;

/// <summary>
/// One per silo: collects entries of all grains on it and writes those that wait as one transaction, so that each costs a share
/// of a commit. An entry is acknowledged exactly if all of it is durable.
/// </summary>
internal sealed partial class GroupCommitLedger : IAsyncDisposable
{
    /// <summary>How many entries wait at most; more are refused.</summary>
    public const int MaxWaiting = 20_000;

    /// <summary>About how many bytes they may have together.</summary>
    public const long MaxWaitingBytes = 256L * 1024 * 1024;

    private const int MaxBatch = 500;
    private const int RetryAfterSeconds = 2;

    /// <summary>How long a commit may take: as long as a database takes to start again. What waits for it is refused then.</summary>
    public static readonly TimeSpan CommitTimeout = TimeSpan.FromSeconds(20);

    private readonly Channel<Pending> _waiting = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ILedgerStore _store;
    private readonly LogEventPublisher _events;
    private readonly OwnerQuota _quota;
    private readonly StorageHealth _health;
    private readonly TimeProvider _clock;
    private readonly LedgerMetrics _metrics;
    private readonly ILogger<GroupCommitLedger> _logger;
    private readonly Task _writing;
    private int _count;
    private long _bytes;

    public GroupCommitLedger(
        ILedgerStore store, LogEventPublisher events, OwnerQuota quota, StorageHealth health, LedgerMetrics metrics, TimeProvider clock, ILogger<GroupCommitLedger> logger)
    {
        _store = store;
        _events = events;
        _quota = quota;
        _health = health;
        _clock = clock;
        _metrics = metrics;
        _logger = logger;

        // The container may construct it within a grain's call, whose scheduler must not become the writer's.
        _writing = Task.Run(WriteAsync);
    }

    public Task<LedgerOutcome> CommitAsync(LedgerEntry entry)
    {
        var pending = new Pending(entry, _metrics.Now());
        var (count, bytes) = (Interlocked.Increment(ref _count), Interlocked.Add(ref _bytes, pending.Bytes));
        if (count > MaxWaiting || (count > 1 && bytes > MaxWaitingBytes))
        {
            Dequeued(pending);
            return Task.FromException<LedgerOutcome>(Busy());
        }

        return _waiting.Writer.TryWrite(pending)
            ? pending.Outcome.Task
            : Task.FromException<LedgerOutcome>(new ObjectDisposedException(nameof(GroupCommitLedger)));
    }

    /// <summary>Writes what is still waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Pending>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var pending))
            {
                Dequeued(pending);
                batch.Add(pending);
            }

            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Pending> batch)
    {
        try
        {
            var began = _metrics.Now();
            var outcomes = await CommitAsync(batch.ConvertAll(e => e.Entry), batch);
            _metrics.Committed(batch.Count, began, batch[0].Since);
            for (var i = 0; i < batch.Count; i++)
            {
                if (outcomes[i] == LedgerOutcome.Committed)
                {
                    // Before the outcome is published: the caller's next request must find it counted.
                    _quota.Add(batch[i].Entry);
                }

                batch[i].Outcome.TrySetResult(outcomes[i]);
                if (outcomes[i] == LedgerOutcome.Committed && batch[i].Entry.Log is { } log)
                {
                    _events.Add(log);
                }
            }
        }
        catch (Exception exception) when (batch.Count > 1 && !TransientFailures.IsTransient(exception))
        {
            _metrics.Failed();
            // Nothing was stored. One entry may be at fault: each gets a transaction of its own, so that it fails alone.
            LogBatchFailed(exception, batch.Count);
            foreach (var pending in batch)
            {
                await WriteAsync([pending]);
            }
        }
        catch (Exception exception)
        {
            _metrics.Failed();
            // The callers decide, and log: the ledger goes on with other entries. An outage fails all entries of a batch alike.
            Refuse(batch, exception);
        }
    }

    /// <summary>
    /// Commits within <see cref="CommitTimeout"/>. PostgreSQL aborts a cancelled statement; a hanging file system cannot be interrupted, so the entries that
    /// wait are refused meanwhile, once a second.
    /// </summary>
    private async Task<IReadOnlyList<LedgerOutcome>> CommitAsync(List<LedgerEntry> entries, List<Pending> batch)
    {
        using var timeout = new CancellationTokenSource(CommitTimeout, _clock);
        var commit = _store.CommitAsync(entries, timeout.Token);
        try
        {
            return await commit.WaitAsync(timeout.Token);
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            var refusal = _health.Report(ErrorKind.StorageUnavailable, $"A commit took longer than {CommitTimeout.TotalSeconds:0} s.");
            do
            {
                Refuse(batch, refusal);
                Refuse(TakeAll(), refusal);
            }
            while (!await EndsAsync(commit));

            return commit.IsCompletedSuccessfully ? await commit : throw refusal;
        }
    }

    private async Task<bool> EndsAsync(Task commit)
    {
        await commit.WaitAsync(TimeSpan.FromSeconds(1), _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return commit.IsCompleted;
    }

    private List<Pending> TakeAll()
    {
        var taken = new List<Pending>();
        while (_waiting.Reader.TryRead(out var pending))
        {
            Dequeued(pending);
            taken.Add(pending);
        }

        return taken;
    }

    private static void Refuse(List<Pending> pending, Exception exception)
    {
        foreach (var entry in pending)
        {
            entry.Outcome.TrySetException(exception);
        }
    }

    private void Dequeued(Pending pending)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -pending.Bytes);
    }

    private static InferenceException Busy() =>
        new(ErrorKind.Overloaded, "The storage is slower than what is to be stored comes in. Please try again.", retryAfterSeconds: RetryAfterSeconds);

    [LoggerMessage(LogLevel.Warning, "A batch of {Entries} ledger entries failed and was written entry by entry")]
    private partial void LogBatchFailed(Exception exception, int entries);

    private sealed record Pending(LedgerEntry Entry, long Since)
    {
        public long Bytes { get; } = EntrySize.OfMessages(Entry) + (Entry.Log is { } log ? EntrySize.OfLog(log) : 0);

        public TaskCompletionSource<LedgerOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
