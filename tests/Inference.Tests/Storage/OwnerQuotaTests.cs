using CsCheck;
using Inference.Errors;
using Inference.Identity;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Messages;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static Inference.Infrastructure.Samples;

namespace Inference.Storage;

public sealed class OwnerQuotaTests
{
    private const long Limit = 100_000;

    private static readonly Caller Anna = new() { Environment = "prod", Owner = "anna", KeyId = "key_1" };

    private readonly FakeTimeProvider _clock = new();
    private readonly SizeStore _store = new();
    private readonly OwnerQuota _quota;

    public OwnerQuotaTests() => _quota = Quota(_store, _clock, Limit);

    [Fact]
    public async Task Without_a_limit_nothing_is_measured()
    {
        var quota = Quota(_store, _clock, limit: null);
        _store.Size = long.MaxValue;

        await quota.EnsureRoomAsync(Anna, CancellationToken.None);

        Assert.Equal(0, _store.Measurements);
    }

    [Fact]
    public async Task An_owner_at_the_limit_is_refused_with_the_figures()
    {
        _store.Size = Limit;

        var refusal = await Assert.ThrowsAsync<InferenceException>(() => EnsureAsync(Anna));

        Assert.Equal(ErrorKind.StorageQuotaExceeded, refusal.Kind);
        Assert.Contains("100000 bytes of 100000", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Deleting chats", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_stands_for_seconds_and_then_measures_again()
    {
        _store.Size = Limit + 1;
        Assert.False(await HasRoomAsync(Anna));
        _store.Size = 10;

        Assert.False(await HasRoomAsync(Anna));
        Assert.Equal(1, _store.Measurements);
        _clock.Advance(OwnerQuota.Refused);

        Assert.True(await HasRoomAsync(Anna));
        Assert.Equal(2, _store.Measurements);
    }

    [Fact]
    public async Task Far_below_the_limit_a_request_does_not_wait_for_a_measurement()
    {
        await EnsureAsync(Anna);
        _clock.Advance(OwnerQuota.Fresh);
        var held = _store.Hold();

        Assert.True(EnsureAsync(Anna).IsCompletedSuccessfully);
        held.SetResult(Limit);
        await Eventually.GetAsync(async () => await HasRoomAsync(Anna) ? null : "refused", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Near_the_limit_an_old_measurement_does_not_decide()
    {
        _store.Size = Limit * 9 / 10;
        Assert.True(await HasRoomAsync(Anna));
        _store.Size = Limit;

        Assert.True(await HasRoomAsync(Anna));
        _clock.Advance(OwnerQuota.Fresh);

        Assert.False(await HasRoomAsync(Anna));
    }

    [Fact]
    public async Task Requests_of_one_owner_share_a_measurement()
    {
        var held = _store.Hold();

        var checks = Enumerable.Range(0, 100).Select(_ => EnsureAsync(Anna)).ToList();
        Assert.All(checks, check => Assert.False(check.IsCompleted));
        held.SetResult(1);
        await Task.WhenAll(checks);

        Assert.Equal(1, _store.Measurements);
    }

    [Fact]
    public async Task One_that_gives_up_leaves_the_measurement_to_the_others()
    {
        var held = _store.Hold();
        using var gone = new CancellationTokenSource();
        var (first, second) = (_quota.EnsureRoomAsync(Anna, gone.Token).AsTask(), EnsureAsync(Anna));

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        held.SetResult(1);
        await second;

        Assert.Equal(1, _store.Measurements);
    }

    [Fact]
    public async Task A_failed_measurement_is_made_again_by_the_next_request()
    {
        _store.Hold().SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => EnsureAsync(Anna));

        Assert.True(await HasRoomAsync(Anna));
    }

    [Fact]
    public async Task Other_owners_and_environments_have_limits_of_their_own()
    {
        _store.Size = Limit;
        Assert.False(await HasRoomAsync(Anna));
        _store.Size = 0;

        Assert.True(await HasRoomAsync(Anna with { Owner = "berta" }));
        Assert.True(await HasRoomAsync(Anna with { Environment = "play" }));
        Assert.False(await HasRoomAsync(Anna));
    }

    [Fact]
    public async Task More_owners_than_are_remembered_are_measured_still()
    {
        for (var owner = 0; owner <= OwnerQuota.MaxOwners; owner++)
        {
            await EnsureAsync(Anna with { Owner = $"owner {owner}" });
        }

        _store.Size = Limit;

        Assert.False(await HasRoomAsync(Anna with { Owner = "owner 0" }));
    }

    // What is counted twice, as a measurement and a commit overlap, may refuse early. Where none is made in the background, the count is exact.
    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    public void Commits_of_this_silo_count_at_once(int longestPause) => Gen.Select(Gen.Int[0, 30_000], Gen.Int[0, longestPause]).Array[1, 30].Sample(
        steps =>
        {
            var (store, clock) = (new SizeStore(), new FakeTimeProvider());
            var quota = Quota(store, clock, Limit);
            Assert.True(Passes(quota));
            foreach (var (bytes, seconds) in steps)
            {
                var unit = new LedgerEntry { Chat = NewChat(Header("prod", "c"), new string('x', bytes)) };
                store.Size += EntrySize.OfMessages(unit);
                quota.Add(unit);
                var passes = Passes(quota);
                Assert.False(passes && store.Size >= Limit);
                Assert.True(passes || store.Size >= Limit || longestPause > 1);
                clock.Advance(TimeSpan.FromSeconds(seconds));
            }
        },
        iter: 300,
        threads: 1);

    [Fact]
    public void A_log_counts_for_its_owner_and_messages_for_the_chats()
    {
        var text = new string('x', 5_000);
        var log = Log("log_1") with { Answer = new InferenceLogs.LoggedAnswer { Content = text } };

        Assert.InRange(EntrySize.OfLog(log), 5_000, 7_000);
        Assert.InRange(EntrySize.OfMessages(new LedgerEntry { Chat = NewChat(Header("prod", "c"), text, text) }), 10_000, 11_000);
        Assert.Equal(0, EntrySize.OfMessages(new LedgerEntry { Log = log }));
    }

    [Fact]
    public void Members_that_are_passed_on_count_too()
    {
        var extra = $$"""{"x":"{{new string('x', 1_000)}}"}""";
        ToolCall[] calls = [new("1", "f", "{}") { Extra = extra }];
        var (log, header) = (Log("log_1"), Header("prod", "c"));
        var answer = new InferenceLogs.LoggedAnswer { ToolCalls = [.. calls], Extras = [extra, extra] };
        var message = new Message { Role = Role.Assistant, ToolCalls = [.. calls], Extra = extra };

        Assert.InRange(EntrySize.OfLog(log with { Answer = answer }) - EntrySize.OfLog(log), 3_000, 3_500);
        Assert.InRange(EntrySize.OfMessages(new LedgerEntry { Chat = NewChat(header) with { Messages = [message] } }), 2_000, 2_500);
    }

    private static OwnerQuota Quota(SizeStore store, TimeProvider clock, long? limit) => new(
        store,
        new StorageHealth(clock, NullLogger<StorageHealth>.Instance),
        new FixedOptions<StorageOptions>(new StorageOptions { MaxBytesPerOwner = limit }),
        clock,
        NullLogger<OwnerQuota>.Instance);

    private Task EnsureAsync(Caller caller) => _quota.EnsureRoomAsync(caller, CancellationToken.None).AsTask();

    private async Task<bool> HasRoomAsync(Caller caller)
    {
        try
        {
            await EnsureAsync(caller);
            return true;
        }
        catch (InferenceException refusal) when (refusal.Kind == ErrorKind.StorageQuotaExceeded)
        {
            return false;
        }
    }

    private static bool Passes(OwnerQuota quota) =>
        quota.EnsureRoomAsync(Anna, CancellationToken.None).AsTask().ContinueWith(check => check.IsCompletedSuccessfully, TaskScheduler.Default).Result;

    private sealed class SizeStore : IOwnerSizeStore
    {
        private TaskCompletionSource<long>? _held;
        private int _measurements;

        public long Size { get; set; }

        public int Measurements => _measurements;

        public TaskCompletionSource<long> Hold() => _held = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> MeasureAsync(string environment, string owner, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _measurements);
            return Interlocked.Exchange(ref _held, null)?.Task ?? Task.FromResult(Size);
        }
    }
}
