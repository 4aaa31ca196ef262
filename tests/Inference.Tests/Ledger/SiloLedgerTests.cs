using Inference.Infrastructure;
using Inference.Statistics;
using Inference.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inference.Ledger;

public sealed class SiloLedgerTests
{
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

    private SiloLedger Ledger() => new(
        _store,
        new LogFeed(new LostEvents(), TimeProvider.System, NullLogger<LogFeed>.Instance),
        new OwnerQuota(null!, new FixedOptions<StorageOptions>(new StorageOptions()), TimeProvider.System, NullLogger<OwnerQuota>.Instance),
        NullLogger<SiloLedger>.Instance);
}
