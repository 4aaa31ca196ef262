using System.Threading.Channels;
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
    private const int MaxBatch = 500;

    private readonly Channel<Entry> _waiting = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ILedgerStore _store;
    private readonly LogFeed _feed;
    private readonly OwnerQuota _quota;
    private readonly LedgerMetrics _metrics;
    private readonly ILogger<SiloLedger> _logger;
    private readonly Task _writing;

    public SiloLedger(ILedgerStore store, LogFeed feed, OwnerQuota quota, LedgerMetrics metrics, ILogger<SiloLedger> logger)
    {
        _store = store;
        _feed = feed;
        _quota = quota;
        _metrics = metrics;
        _logger = logger;

        // Whoever needs the ledger first makes it, which may be a grain: its scheduler must not become the writer's.
        _writing = Task.Run(WriteAsync);
    }

    public Task<LedgerOutcome> CommitAsync(LedgerUnit unit)
    {
        var entry = new Entry(unit, _metrics.Now());
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
            var outcomes = await _store.CommitAsync(batch.ConvertAll(e => e.Unit), CancellationToken.None);
            _metrics.Committed(batch.Count, began, batch[0].Since);
            for (var i = 0; i < batch.Count; i++)
            {
                if (outcomes[i] == LedgerOutcome.Committed)
                {
                    // Before the client hears of it: its next request is to find it counted.
                    _quota.Add(batch[i].Unit);
                }

                batch[i].Outcome.SetResult(outcomes[i]);
                if (outcomes[i] == LedgerOutcome.Committed && batch[i].Unit.Log is { } log)
                {
                    _feed.Add(log);
                }
            }
        }
        catch (Exception exception) when (batch.Count > 1)
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
            // Whoever waits for the unit decides, and logs: the ledger goes on for the others.
            batch[0].Outcome.SetException(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A batch of {Units} ledger units failed and was written unit by unit")]
    private partial void LogBatchFailed(Exception exception, int units);

    private sealed record Entry(LedgerUnit Unit, long Since)
    {
        public TaskCompletionSource<LedgerOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
