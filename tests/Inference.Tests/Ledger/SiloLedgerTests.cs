using Inference.Infrastructure;
using Inference.Statistics;
using Inference.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inference.Ledger;

public sealed class SiloLedgerTests : IDisposable
{
    private readonly TestMeters _meters = new();
    private readonly ScriptedLedgerStore _store = new();

    [Fact]
    public async Task What_waits_is_written_as_one()
    {
        await using var ledger = Ledger();
        var commits = Enumerable.Range(0, 40).Select(_ => ledger.CommitAsync(new LedgerUnit())).ToList();

        _store.Open();

        Assert.All(await Task.WhenAll(commits), outcome => Assert.Equal(LedgerOutcome.Committed, outcome));
        Assert.True(_store.Batches.Count <= 2, $"{_store.Batches.Count} transactions");
    }

    [Fact]
    public async Task A_unit_that_cannot_be_written_fails_alone()
    {
        await using var ledger = Ledger();
        _store.Poison = new LedgerUnit();
        var before = ledger.CommitAsync(new LedgerUnit());
        var poison = ledger.CommitAsync(_store.Poison);
        var after = ledger.CommitAsync(new LedgerUnit());

        _store.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => poison);
        Assert.Equal(LedgerOutcome.Committed, await before);
        Assert.Equal(LedgerOutcome.Committed, await after);
    }

    [Fact]
    public async Task A_ledger_that_closes_writes_what_waits_and_takes_no_more()
    {
        var ledger = Ledger();
        var waiting = ledger.CommitAsync(new LedgerUnit());
        _store.Open();

        await ledger.DisposeAsync();

        Assert.Equal(LedgerOutcome.Committed, await waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ledger.CommitAsync(new LedgerUnit()));
    }

    [Fact]
    public async Task Each_transaction_is_measured_with_its_units_and_the_longest_wait()
    {
        await using var ledger = Ledger();
        var commits = Enumerable.Range(0, 40).Select(_ => ledger.CommitAsync(new LedgerUnit())).ToList();
        _store.Open();
        await Task.WhenAll(commits);

        Assert.Equal(40, _meters.SumOf("inference.ledger.batch_size"));
        Assert.InRange(_meters.SumOf("inference.ledger.lag"), _meters.SumOf("inference.ledger.commit"), 60);
        Assert.Equal(0, _meters.SumOf("inference.ledger.failures"));
    }

    public void Dispose() => _meters.Dispose();

    private SiloLedger Ledger() => new(
        _store,
        new LogFeed(new LostEvents(), TimeProvider.System, NullLogger<LogFeed>.Instance),
        new OwnerQuota(null!, new FixedOptions<StorageOptions>(new StorageOptions()), TimeProvider.System, NullLogger<OwnerQuota>.Instance),
        new LedgerMetrics(_meters, TimeProvider.System),
        NullLogger<SiloLedger>.Instance);
}
