using Inference.Clusters;

namespace Inference.Reading;

/// <summary>Waits until the cluster is quiet.</summary>
internal sealed class Quiescence(LocalCluster cluster, ApiReader api, TimeProvider clock)
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // Longer than an answer may run without its client.
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(17);

    /// <summary>Until every process is ready, statistics have folded every log, and no log came for a while.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await cluster.WaitUntilReadyAsync(cancellationToken);
        var (began, since, calls) = (clock.GetTimestamp(), clock.GetTimestamp(), -1L);
        while (clock.GetElapsedTime(since) < QuietPeriod || await cluster.Database.CountOutboxAsync(cancellationToken) > 0)
        {
            if (clock.GetElapsedTime(began) > WaitTimeout)
            {
                throw new TimeoutException($"Statistics were not complete {WaitTimeout.TotalSeconds} s after everything was ready again.");
            }

            var now = (long)(await api.GetAsync("/v1/inference-logs/stats", cancellationToken))["total_calls"]!;
            (since, calls) = now == calls ? (since, calls) : (clock.GetTimestamp(), now);
            await Task.Delay(Interval, clock, cancellationToken);
        }
    }
}
