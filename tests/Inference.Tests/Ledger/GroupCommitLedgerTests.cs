using Inference.Errors;
using Inference.Infrastructure;
using Inference.Statistics;
using Inference.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Ledger;

public sealed class GroupCommitLedgerTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StorageHealth _health;
    private readonly TestMeters _meters = new();
    private readonly ScriptedLedgerStore _store = new();

    public GroupCommitLedgerTests() => _health = new StorageHealth(_clock, NullLogger<StorageHealth>.Instance);

    [Fact]
    public async Task What_waits_is_written_as_one()
    {
        await using var ledger = Ledger();
        var commits = Enumerable.Range(0, 40).Select(_ => ledger.CommitAsync(new LedgerEntry())).ToList();

        _store.Open();

        Assert.All(await Task.WhenAll(commits), outcome => Assert.Equal(LedgerOutcome.Committed, outcome));
        Assert.True(_store.Batches.Count <= 2, $"{_store.Batches.Count} transactions");
    }

    [Fact]
    public async Task A_unit_that_cannot_be_written_fails_alone()
    {
        await using var ledger = Ledger();
        _store.Poison = new LedgerEntry();
        var before = ledger.CommitAsync(new LedgerEntry());
        var poison = ledger.CommitAsync(_store.Poison);
        var after = ledger.CommitAsync(new LedgerEntry());

        _store.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => poison);
        Assert.Equal(LedgerOutcome.Committed, await before);
        Assert.Equal(LedgerOutcome.Committed, await after);
    }

    [Fact]
    public async Task A_ledger_that_closes_writes_what_waits_and_takes_no_more()
    {
        var ledger = Ledger();
        var waiting = ledger.CommitAsync(new LedgerEntry());
        _store.Open();

        await ledger.DisposeAsync();

        Assert.Equal(LedgerOutcome.Committed, await waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ledger.CommitAsync(new LedgerEntry()));
    }

    [Fact]
    public async Task All_entries_of_a_batch_in_an_outage_fail_with_one_attempt()
    {
        await using var ledger = Ledger();
        var first = ledger.CommitAsync(new LedgerEntry());
        var others = Enumerable.Range(0, 20).Select(_ => ledger.CommitAsync(new LedgerEntry())).ToList();
        _store.Outage = new InferenceException(ErrorKind.StorageFull, "full");

        _store.Open();

        foreach (var commit in others.Prepend(first))
        {
            Assert.Equal(ErrorKind.StorageFull, (await Assert.ThrowsAsync<InferenceException>(() => commit)).Kind);
        }

        Assert.True(_store.Batches.Count <= 2, $"{_store.Batches.Count} transactions");
    }

    [Fact]
    public async Task A_hanging_commit_is_abandoned_with_everything_queued_behind_it()
    {
        await using var ledger = Ledger();
        var hanging = ledger.CommitAsync(new LedgerEntry());
        await _store.Begun.Task;
        var waiting = ledger.CommitAsync(new LedgerEntry());

        _clock.Advance(GroupCommitLedger.CommitTimeout);

        Assert.Equal(ErrorKind.StorageUnavailable, (await Assert.ThrowsAsync<InferenceException>(() => hanging)).Kind);
        Assert.Equal(ErrorKind.StorageUnavailable, (await Assert.ThrowsAsync<InferenceException>(() => waiting)).Kind);
        Assert.Throws<InferenceException>(_health.EnsureWritable);

        _store.Open();
        var after = ledger.CommitAsync(new LedgerEntry());
        Assert.Equal(LedgerOutcome.Committed, await after);
    }

    [Fact]
    public async Task Beyond_what_may_wait_units_are_refused_until_there_is_room()
    {
        await using var ledger = Ledger();
        var first = ledger.CommitAsync(new LedgerEntry());
        await _store.Begun.Task;
        var waiting = Enumerable.Range(0, GroupCommitLedger.MaxWaiting).Select(_ => ledger.CommitAsync(new LedgerEntry())).ToList();

        var refused = await Assert.ThrowsAsync<InferenceException>(() => ledger.CommitAsync(new LedgerEntry()));

        Assert.Equal(ErrorKind.Overloaded, refused.Kind);
        Assert.NotNull(refused.RetryAfterSeconds);
        _store.Open();
        Assert.Equal(LedgerOutcome.Committed, await first);
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(LedgerOutcome.Committed, outcome));
        Assert.Equal(LedgerOutcome.Committed, await ledger.CommitAsync(new LedgerEntry()));
    }

    [Fact]
    public async Task Each_transaction_is_measured_with_its_units_and_the_longest_wait()
    {
        await using var ledger = Ledger();
        var commits = Enumerable.Range(0, 40).Select(_ => ledger.CommitAsync(new LedgerEntry())).ToList();
        _store.Open();
        await Task.WhenAll(commits);

        Assert.Equal(40, _meters.SumOf("inference.ledger.batch_size"));
        Assert.InRange(_meters.SumOf("inference.ledger.lag"), _meters.SumOf("inference.ledger.commit"), 60);
        Assert.Equal(0, _meters.SumOf("inference.ledger.failures"));
    }

    public void Dispose() => _meters.Dispose();

    private GroupCommitLedger Ledger() => new(
        _store,
        new LogEventPublisher(new LostEvents(), TimeProvider.System, NullLogger<LogEventPublisher>.Instance),
        new OwnerQuota(null!, _health, new FixedOptions<StorageOptions>(new StorageOptions()), TimeProvider.System, NullLogger<OwnerQuota>.Instance),
        _health,
        new LedgerMetrics(_meters, TimeProvider.System),
        _clock,
        NullLogger<GroupCommitLedger>.Instance);
}
