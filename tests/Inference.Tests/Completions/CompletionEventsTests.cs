using Inference.Errors;
using Inference.Identity;
using Inference.Messages;

namespace Inference.Completions;

public sealed class CompletionEventsTests
{
    private static readonly CompletionEvent Began = new CompletionEvent.Began("chatcmpl-1", null, "m", DateTimeOffset.UnixEpoch);
    private static readonly CompletionEvent Ended = new CompletionEvent.Ended(FinishReason.Stop, Usage.None, new()) { Position = 7 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_has_lost_its_place_goes_on_from_there_as_often_as_it_has_come_further()
    {
        var grain = new Teller(3, TellAsync([Began, Said("cd")], lost: true), 5, TellAsync([Began, Said("ef"), Ended]));

        var told = await ReadAsync(grain, TellAsync([Began, Said("ab")], lost: true));

        Assert.Equal([Began, Said("ab"), Began, Said("cd"), Began, Said("ef"), Ended], told);
    }

    [Fact]
    public async Task It_goes_on_from_the_very_beginning_if_it_has_heard_nothing_yet() =>
        Assert.Equal([Began, Ended], await ReadAsync(new Teller(0, TellAsync([Began, Ended])), TellAsync([], lost: true)));

    [Fact]
    public async Task A_completion_that_has_gone_with_its_silo_is_an_outage_and_not_unknown() =>
        await Assert.ThrowsAsync<EnumerationAbortedException>(() => ReadAsync(
            new Teller(3, TellAsync([], failure: InferenceException.NotFound("completion", "chatcmpl-1"))), TellAsync([Began, Said("ab")], lost: true)));

    [Fact]
    public async Task A_place_that_is_lost_again_at_once_is_given_up() =>
        await Assert.ThrowsAsync<EnumerationAbortedException>(() => ReadAsync(
            new Teller(3, TellAsync([], lost: true)), TellAsync([Began, Said("ab")], lost: true)));

    [Fact]
    public async Task Who_asks_for_what_is_unknown_is_told_so()
    {
        var unknown = InferenceException.NotFound("completion", "chatcmpl-1");

        Assert.Same(unknown, await Assert.ThrowsAsync<InferenceException>(() => ReadAsync(new Teller(), TellAsync([], failure: unknown))));
    }

    private static CompletionEvent.Piece Said(string text) => new CompletionEvent.Piece(text, null, []);

    private static async Task<List<CompletionEvent>> ReadAsync(Teller grain, IAsyncEnumerable<CompletionEvent> events)
    {
        var caller = new Caller { Environment = "prod", Owner = "anna", KeyId = "key_1" };
        return await CompletionEvents.ReadAsync(events, 0, grain, caller, Cancellation).ToListAsync(Cancellation);
    }

    private static async IAsyncEnumerable<CompletionEvent> TellAsync(CompletionEvent[] events, bool lost = false, Exception? failure = null)
    {
        foreach (var happened in events)
        {
            await Task.Yield();
            yield return happened;
        }

        if (lost || failure is not null)
        {
            throw failure ?? new EnumerationAbortedException("Nobody has asked for a while.");
        }
    }

    /// <summary>Tells what comes after the positions that are asked for, in this order.</summary>
    private sealed class Teller(params object[] tales) : LostCompletionGrain(isRunning: true)
    {
        private readonly Queue<object> _tales = new(tales);

        public override IAsyncEnumerable<CompletionEvent> ResumeAsync(Caller caller, long after, CancellationToken cancellationToken)
        {
            Assert.Equal((int)_tales.Dequeue(), after);
            return (IAsyncEnumerable<CompletionEvent>)_tales.Dequeue();
        }
    }
}
