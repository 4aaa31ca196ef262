using Inference.Errors;
using Inference.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Limiting;

public sealed class FairConcurrencyLimiterTests : IDisposable
{
    private const int Places = 4;
    private const string Labels = "queue=completions";

    private readonly FakeTimeProvider _clock = new();
    private readonly TestMeters _meters = new();
    private readonly QueueMetrics _metrics;

    public FairConcurrencyLimiterTests() => _metrics = new QueueMetrics(_meters);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_released_place_admits_the_next_caller()
    {
        var gate = Gate(places: 1);
        var first = await gate.AcquireAsync("a", Cancellation);
        var second = EnterAsync(gate, "a");
        Assert.False(second.IsCompleted);

        first.Dispose();
        first.Dispose();

        using var inside = await second;
        Assert.False(EnterAsync(gate, "a").IsCompleted);
    }

    [Fact]
    public async Task A_wait_is_measured_and_immediate_admission_is_not()
    {
        var gate = Gate(places: 1, maxQueued: 1);
        var inside = await gate.AcquireAsync("a", Cancellation);
        Assert.Equal(0, _meters.SumOf("inference.queue.wait", Labels));

        var waiting = EnterAsync(gate, "a");
        Assert.Equal(1, _meters.SumOf("inference.queue.length", Labels));
        await Assert.ThrowsAsync<InferenceException>(() => EnterAsync(gate, "a"));
        Assert.Equal(1, _meters.SumOf("inference.queue.refused", $"{Labels},reason=full"));

        _clock.Advance(TimeSpan.FromSeconds(2));
        inside.Dispose();
        using var _ = await waiting;

        Assert.Equal(2, _meters.SumOf("inference.queue.wait", Labels));
        Assert.Equal(0, _meters.SumOf("inference.queue.length", Labels));
        var late = EnterAsync(gate, "a");
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<InferenceException>(() => late);
        Assert.Equal(1, _meters.SumOf("inference.queue.refused", $"{Labels},reason=timeout"));
    }

    [Fact]
    public async Task A_queue_is_short_and_another_key_s_is_its_own()
    {
        var gate = Gate(places: 1, maxQueued: 2);
        using var inside = await gate.AcquireAsync("a", Cancellation);
        _ = EnterAsync(gate, "a");
        _ = EnterAsync(gate, "a");

        var refused = await Assert.ThrowsAsync<InferenceException>(() => EnterAsync(gate, "a"));

        Assert.Equal((ErrorKind.Overloaded, 1), (refused.Kind, refused.RetryAfterSeconds));
        Assert.False(EnterAsync(gate, "b").IsCompleted);
    }

    [Fact]
    public async Task A_timed_out_waiter_takes_no_place()
    {
        var gate = Gate(places: 1);
        var inside = await gate.AcquireAsync("a", Cancellation);
        var impatient = EnterAsync(gate, "b");
        using var gone = new CancellationTokenSource();
        var cancelled = gate.AcquireAsync("c", gone.Token).AsTask();

        await gone.CancelAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        var refused = await Assert.ThrowsAsync<InferenceException>(() => impatient);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        inside.Dispose();

        Assert.Equal(ErrorKind.Overloaded, refused.Kind);
        Assert.True(EnterAsync(gate, "d").IsCompleted);
    }

    [Fact]
    public async Task A_greedy_key_at_most_doubles_the_wait_of_nine_others()
    {
        var alone = await WaitsAsync(greedy: 0);
        var crowded = await WaitsAsync(greedy: 90);

        foreach (var (key, waits) in alone)
        {
            Assert.True(P99(crowded[key]) <= 2 * P99(waits), $"{key}: {P99(waits)} turns alone, {P99(crowded[key])} beside the greedy key");
        }
    }

    /// <summary>How many turns of the gate each request of nine modest keys waits; each asks for three places at once, thirty times, beside a key that always asks for more.</summary>
    private async Task<Dictionary<string, List<int>>> WaitsAsync(int greedy)
    {
        var gate = Gate(Places, maxQueued: 100);
        var waits = Enumerable.Range(1, 9).ToDictionary(key => $"modest-{key}", _ => new List<int>());
        List<FairConcurrencyLimiter.Lease> inside = [];
        List<(string Key, int Since, Task<FairConcurrencyLimiter.Lease> Entering)> waiting = [];
        for (var turn = 0; turn < 300; turn++)
        {
            inside.ForEach(pass => pass.Dispose());
            inside.Clear();
            // Each is the first to come once in nine times.
            var arrivals = turn % 10 == 0
                ? Enumerable.Range(turn / 10, 9).SelectMany(first => Enumerable.Repeat($"modest-{(first % 9) + 1}", 3))
                : [];
            var hungry = Math.Max(0, greedy - waiting.Count(request => request.Key == "greedy"));
            foreach (var key in Enumerable.Repeat("greedy", hungry).Concat(arrivals))
            {
                waiting.Add((key, turn, EnterAsync(gate, key)));
            }

            // All places are taken at once, but their owners are notified a moment later.
            for (var places = Math.Min(Places, waiting.Count); places > 0; places--)
            {
                var entered = await Task.WhenAny(waiting.Select(request => request.Entering));
                var request = waiting.Find(request => request.Entering == entered);
                inside.Add(await entered);
                waiting.Remove(request);
                if (waits.TryGetValue(request.Key, out var times))
                {
                    times.Add(turn - request.Since);
                }
            }
        }

        return waits;
    }

    public void Dispose() => _meters.Dispose();

    private static int P99(List<int> waits) => waits.Order().ElementAt((int)(waits.Count * 0.99));

    private static async Task<FairConcurrencyLimiter.Lease> EnterAsync(FairConcurrencyLimiter gate, string key) => await gate.AcquireAsync(key, Cancellation);

    private FairConcurrencyLimiter Gate(int places, int maxQueued = 10) =>
        new(places, new QueueOptions { MaxQueued = maxQueued, MaxWait = TimeSpan.FromSeconds(5) }, _metrics.Completions, _clock);
}
