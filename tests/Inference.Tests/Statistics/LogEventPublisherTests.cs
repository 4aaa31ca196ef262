using Inference.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Statistics;

public sealed class LogEventPublisherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_came_since_the_last_time_is_published_at_once_by_environment()
    {
        var stream = new RecordedEvents();
        await PublishAsync(stream, feed =>
        {
            foreach (var id in (string[])["a", "b", "c"])
            {
                feed.Add(Samples.Log(id, id == "b" ? "play" : "prod"));
            }
        }, until: 3);

        Assert.Equal(["prod: a c", "play: b"], stream.Publications);
    }

    [Fact]
    public async Task A_stalled_stream_gets_a_bounded_number_of_the_latest_events()
    {
        var stream = new RecordedEvents();
        await PublishAsync(stream, feed =>
        {
            for (var number = 0; number < 20_000; number++)
            {
                feed.Add(Samples.Log($"{number}"));
            }
        }, until: 8_192);

        Assert.Equal("19999", stream.Ids[^1]);
        Assert.Equal(8_192, stream.Ids.Count);
    }

    [Fact]
    public async Task A_publication_that_fails_is_not_the_last()
    {
        var stream = new RecordedEvents { Failures = 1 };
        await PublishAsync(stream, feed => feed.Add(Samples.Log("lost")), until: 0, feed => feed.Add(Samples.Log("kept")), then: 1);

        Assert.Equal(["kept"], stream.Ids);
    }

    private static async Task PublishAsync(
        RecordedEvents stream, Action<LogEventPublisher> add, int until, Action<LogEventPublisher>? addMore = null, int then = 0)
    {
        var clock = new FakeTimeProvider();
        using var feed = new LogEventPublisher(stream, clock, NullLogger<LogEventPublisher>.Instance);
        add(feed);
        await feed.StartAsync(Cancellation);
        await PassAsync(clock, () => stream.Failures == 0 && stream.Ids.Count >= until);
        addMore?.Invoke(feed);
        await PassAsync(clock, () => stream.Ids.Count >= then);
        await feed.StopAsync(Cancellation);
    }

    private static Task<FakeTimeProvider> PassAsync(FakeTimeProvider clock, Func<bool> done) => Eventually.GetAsync(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(done() ? clock : null);
        },
        Cancellation);
}
