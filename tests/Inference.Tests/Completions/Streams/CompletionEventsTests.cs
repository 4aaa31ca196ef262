using Inference.Errors;
using Inference.Identity;
using Inference.Messages;

namespace Inference.Completions.Streams;

public sealed class CompletionEventsTests
{
    private static readonly CompletionEvent Began = new CompletionEvent.Began("chatcmpl-1", null, "m", DateTimeOffset.UnixEpoch);
    private static readonly CompletionEvent Ended = new CompletionEvent.Ended(FinishReason.Stop, Usage.None, new()) { Position = 7 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_resumes_as_often_as_it_has_made_progress()
    {
        var grain = new SegmentedSource(3, StreamAsync([Began, Said("cd")], lost: true), 5, StreamAsync([Began, Said("ef"), Ended]));

        var received = await ReadAsync(grain, StreamAsync([Began, Said("ab")], lost: true));

        Assert.Equal([Began, Said("ab"), Began, Said("cd"), Began, Said("ef"), Ended], received);
    }

    [Fact]
    public async Task A_reader_without_events_resumes_from_the_beginning() =>
        Assert.Equal([Began, Ended], await ReadAsync(new SegmentedSource(0, StreamAsync([Began, Ended])), StreamAsync([], lost: true)));

    [Fact]
    public async Task A_completion_lost_with_its_silo_is_an_outage_not_unknown() =>
        await Assert.ThrowsAsync<EnumerationAbortedException>(() => ReadAsync(
            new SegmentedSource(3, StreamAsync([], failure: InferenceException.NotFound("completion", "chatcmpl-1"))), StreamAsync([Began, Said("ab")], lost: true)));

    [Fact]
    public async Task A_place_that_is_lost_again_at_once_is_given_up() =>
        await Assert.ThrowsAsync<EnumerationAbortedException>(() => ReadAsync(
            new SegmentedSource(3, StreamAsync([], lost: true)), StreamAsync([Began, Said("ab")], lost: true)));

    [Fact]
    public async Task An_unknown_completion_is_reported_as_unknown()
    {
        var unknown = InferenceException.NotFound("completion", "chatcmpl-1");

        Assert.Same(unknown, await Assert.ThrowsAsync<InferenceException>(() => ReadAsync(new SegmentedSource(), StreamAsync([], failure: unknown))));
    }

    private static CompletionEvent.Piece Said(string text) => new CompletionEvent.Piece(text, null, []);

    private static async Task<List<CompletionEvent>> ReadAsync(SegmentedSource grain, IAsyncEnumerable<CompletionEvent> events)
    {
        var caller = new Caller { Environment = "prod", Owner = "anna", KeyId = "key_1" };
        return await CompletionEvents.ReadAsync(events, 0, grain, caller, Cancellation).ToListAsync(Cancellation);
    }

    private static async IAsyncEnumerable<CompletionEvent> StreamAsync(CompletionEvent[] events, bool lost = false, Exception? failure = null)
    {
        foreach (var happened in events)
        {
            await Task.Yield();
            yield return happened;
        }

        if (lost || failure is not null)
        {
            throw failure ?? new EnumerationAbortedException("The enumeration was not advanced.");
        }
    }

    /// <summary>Tells what comes after the positions that are asked for, in this order.</summary>
    private sealed class SegmentedSource(params object[] tales) : LostCompletionGrain(isRunning: true)
    {
        private readonly Queue<object> _segments = new(tales);

        public override IAsyncEnumerable<CompletionEvent> ResumeAsync(Caller caller, long after, CancellationToken cancellationToken)
        {
            Assert.Equal((int)_segments.Dequeue(), after);
            return (IAsyncEnumerable<CompletionEvent>)_segments.Dequeue();
        }
    }
}
