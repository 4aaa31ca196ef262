using Inference.Errors;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

public sealed class ReadingLimiterTests : IDisposable
{
    private const int Queued = 100;

    private readonly ReadingLimiter _limiter = new(Options.Create(new UploadOptions { MaxConcurrent = 2 }));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Others_wait_in_their_order_until_a_file_is_read()
    {
        var first = await _limiter.AcquireAsync(Cancellation);
        using var second = await _limiter.AcquireAsync(Cancellation);
        var (third, fourth) = (_limiter.AcquireAsync(Cancellation), _limiter.AcquireAsync(Cancellation));
        Assert.False(third.IsCompleted);

        first.Dispose();
        (await third).Dispose();
        (await fourth).Dispose();
    }

    [Fact]
    public async Task Callers_beyond_the_queue_are_asked_to_retry()
    {
        using var first = await _limiter.AcquireAsync(Cancellation);
        using var second = await _limiter.AcquireAsync(Cancellation);
        using var leaving = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, Queued).Select(_ => _limiter.AcquireAsync(leaving.Token)).ToList();

        var refused = await Assert.ThrowsAsync<InferenceException>(() => _limiter.AcquireAsync(Cancellation));

        Assert.Equal((ErrorKind.Overloaded, 5), (refused.Kind, refused.RetryAfterSeconds));
        await leaving.CancelAsync();
        foreach (var wait in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }

        Assert.False(_limiter.AcquireAsync(Cancellation).IsCompleted);
    }

    public void Dispose() => _limiter.Dispose();
}
