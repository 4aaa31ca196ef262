using System.Diagnostics.Metrics;
using Inference.Telemetry;

namespace Inference.Ledger;

/// <summary>How much goes into a commit, how long it takes, and how long what waits for it waits.</summary>
internal sealed class LedgerMetrics
{
    private static readonly InstrumentAdvice<int> Units = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] };

    private readonly TimeProvider _clock;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _failures;

    public LedgerMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.CreateInference();
        _batch = meter.CreateHistogram("inference.ledger.batch_size", "{unit}", "Units (an answer's log, a chat's turn, or both) of a transaction.", advice: Units);
        _commit = meter.CreateHistogram("inference.ledger.commit", "s", "How long transactions of the ledger took.", advice: Meters.Seconds);
        _lag = meter.CreateHistogram("inference.ledger.lag", "s", "How long the unit that waited longest in a transaction waited until it was durable.", advice: Meters.Seconds);
        _failures = meter.CreateCounter<long>("inference.ledger.failures", "{transaction}", "Transactions of the ledger that failed.");
    }

    /// <summary>A moment, for <see cref="Committed"/>.</summary>
    public long Now() => _clock.GetTimestamp();

    /// <param name="entries">How many were written.</param>
    /// <param name="began">When the transaction began.</param>
    /// <param name="since">Since when the first of them waited.</param>
    public void Committed(int entries, long began, long since)
    {
        _batch.Record(entries);
        _commit.Record(_clock.GetElapsedTime(began).TotalSeconds);
        _lag.Record(_clock.GetElapsedTime(since).TotalSeconds);
    }

    public void Failed() => _failures.Add(1);
}
