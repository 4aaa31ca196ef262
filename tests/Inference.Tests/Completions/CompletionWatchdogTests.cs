using Inference.Errors;
using Inference.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Completions;

public sealed class CompletionWatchdogTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource<Completion> _answer = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_abandoned_answer_is_not_awaited()
    {
        var waiting = CompletionWatchdog.WaitAsync(new LostCompletionGrain(isRunning: false), _answer.Task, _clock, Cancellation);

        await AdvanceUntilAsync(() => waiting.IsCompleted);

        var error = await Assert.ThrowsAsync<InferenceException>(() => waiting);
        Assert.Equal(ErrorKind.Overloaded, error.Kind);
    }

    [Fact]
    public async Task A_running_answer_is_awaited_without_a_limit()
    {
        var grain = new LostCompletionGrain(isRunning: true);
        var waiting = CompletionWatchdog.WaitAsync(grain, _answer.Task, _clock, Cancellation);

        await AdvanceUntilAsync(() => grain.Asked >= 5);

        Assert.False(waiting.IsCompleted);
    }

    private async Task AdvanceUntilAsync(Func<bool> condition) => await Eventually.GetAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(condition() ? this : null);
        },
        Cancellation);
}
