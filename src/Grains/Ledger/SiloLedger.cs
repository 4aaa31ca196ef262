using System.Threading.Channels;
using Inference.Errors;
using Inference.Statistics;
using Inference.Storage;
using Microsoft.Extensions.Logging;

namespace Inference.Ledger;

/// <summary>
/// One per silo: takes units from everywhere on it and writes what is waiting as one transaction, so that durability costs each a share
/// of a commit. A unit is acknowledged exactly if all of it is durable.
/// </summary>
internal sealed partial class SiloLedger : IAsyncDisposable
{
    /// <summary>How many units wait at most; more are refused.</summary>
    public const int MaxWaiting = 20_000;

    /// <summary>About how many bytes they may have together.</summary>
    public const long MaxWaitingBytes = 256L * 1024 * 1024;

    private const int MaxBatch = 500;
    private const int RetryAfterSeconds = 2;

    /// <summary>How long a commit may take: as long as a database takes to start again. What waits for it is refused then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<Entry> _waiting = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ILedgerStore _store;
    private readonly LogFeed _feed;
    private readonly OwnerQuota _quota;
    private readonly StorageHealth _health;
    private readonly TimeProvider _clock;
    private readonly LedgerMetrics _metrics;
    private readonly ILogger<SiloLedger> _logger;
    private readonly Task _writing;
    private int _count;
    private long _bytes;

    public SiloLedger(
        ILedgerStore store, LogFeed feed, OwnerQuota quota, StorageHealth health, LedgerMetrics metrics, TimeProvider clock, ILogger<SiloLedger> logger)
    {
        _store = store;
        _feed = feed;
        _quota = quota;
        _health = health;
        _clock = clock;
        _metrics = metrics;
        _logger = logger;

        // Whoever needs the ledger first makes it, which may be a grain: its scheduler must not become the writer's.
        _writing = Task.Run(WriteAsync);
    }

    public Task<LedgerOutcome> CommitAsync(LedgerUnit unit)
    {
        var entry = new Entry(unit, _metrics.Now());
        var (count, bytes) = (Interlocked.Increment(ref _count), Interlocked.Add(ref _bytes, entry.Bytes));
        if (count > MaxWaiting || (count > 1 && bytes > MaxWaitingBytes))
        {
            Forget(entry);
            return Task.FromException<LedgerOutcome>(Busy());
        }

        return _waiting.Writer.TryWrite(entry)
            ? entry.Outcome.Task
            : Task.FromException<LedgerOutcome>(new ObjectDisposedException(nameof(SiloLedger)));
    }

    /// <summary>Writes what is still waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var batch = new List<Entry>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var entry))
            {
                Forget(entry);
                batch.Add(entry);
            }

            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Entry> batch)
    {
        try
        {
            var began = _metrics.Now();
            var outcomes = await CommitAsync(batch.ConvertAll(e => e.Unit), batch);
            _metrics.Committed(batch.Count, began, batch[0].Since);
            for (var i = 0; i < batch.Count; i++)
            {
                if (outcomes[i] == LedgerOutcome.Committed)
                {
                    // Before the client hears of it: its next request is to find it counted.
                    _quota.Add(batch[i].Unit);
                }

                batch[i].Outcome.TrySetResult(outcomes[i]);
                if (outcomes[i] == LedgerOutcome.Committed && batch[i].Unit.Log is { } log)
                {
                    _feed.Add(log);
                }
            }
        }
        catch (Exception exception) when (batch.Count > 1 && !TransientFailures.IsTransient(exception))
        {
            _metrics.Failed();
            // Nothing was stored. One unit may be at fault: each gets a transaction of its own, so that it fails alone.
            LogBatchFailed(exception, batch.Count);
            foreach (var entry in batch)
            {
                await WriteAsync([entry]);
            }
        }
        catch (Exception exception)
        {
            _metrics.Failed();
            // The callers decide, and log: the ledger goes on with other units. An outage fails all units of a batch alike.
            Refuse(batch, exception);
        }
    }

    /// <summary>
    /// Commits within <see cref="Patience"/>. PostgreSQL gives a statement up that is cancelled; a file system that hangs cannot be told to, so the units that
    /// wait are refused meanwhile, once a second.
    /// </summary>
    private async Task<IReadOnlyList<LedgerOutcome>> CommitAsync(List<LedgerUnit> units, List<Entry> batch)
    {
        using var patience = new CancellationTokenSource(Patience, _clock);
        var commit = _store.CommitAsync(units, patience.Token);
        try
        {
            return await commit.WaitAsync(patience.Token);
        }
        catch (Exception) when (patience.IsCancellationRequested)
        {
            var refusal = _health.Report(ErrorKind.StorageUnavailable, $"A commit took longer than {Patience.TotalSeconds:0} s.");
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

    private List<Entry> TakeAll()
    {
        var entries = new List<Entry>();
        while (_waiting.Reader.TryRead(out var entry))
        {
            Forget(entry);
            entries.Add(entry);
        }

        return entries;
    }

    private static void Refuse(List<Entry> entries, Exception exception)
    {
        foreach (var entry in entries)
        {
            entry.Outcome.TrySetException(exception);
        }
    }

    private void Forget(Entry entry)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -entry.Bytes);
    }

    private static InferenceException Busy() =>
        new(ErrorKind.Overloaded, "The storage is slower than what is to be stored comes in. Please try again.", retryAfterSeconds: RetryAfterSeconds);

    [LoggerMessage(LogLevel.Warning, "A batch of {Units} ledger units failed and was written unit by unit")]
    private partial void LogBatchFailed(Exception exception, int units);

    private sealed record Entry(LedgerUnit Unit, long Since)
    {
        public long Bytes { get; } = UnitSize.OfMessages(Unit) + (Unit.Log is { } log ? UnitSize.OfLog(log) : 0);

        public TaskCompletionSource<LedgerOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
