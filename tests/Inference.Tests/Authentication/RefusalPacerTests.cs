using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Authentication;

public sealed class RefusalPacerTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    /// <summary>Milliseconds until the arrival, and from there until the refusal is known.</summary>
    private static readonly Gen<(int Arrival, int Work)> Request = Gen.Select(Gen.Int[0, 100], Gen.Int[0, 19]);

    [Fact]
    public void The_wait_depends_on_the_arrival_alone() => Request.Sample(request =>
    {
        var quick = Measure(request.Arrival, work: 0);
        var slow = Measure(request.Arrival, request.Work);

        Assert.Equal(quick, slow);
        Assert.InRange(slow, 1_000 / RefusalPacer.TicksPerSecond, 2_000 / RefusalPacer.TicksPerSecond);
    }, iter: 200);

    [Fact]
    public async Task A_client_that_leaves_waits_no_longer()
    {
        var pacer = new RefusalPacer(new FakeTimeProvider());
        using var client = new CancellationTokenSource();
        var refusal = pacer.WaitAsync(0, client.Token);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refusal);
    }

    /// <summary>Milliseconds from the arrival to the refusal.</summary>
    private static int Measure(int arrival, int work)
    {
        var clock = new FakeTimeProvider();
        var pacer = new RefusalPacer(clock);
        clock.Advance(arrival * Step);
        var arrived = clock.GetTimestamp();
        clock.Advance(work * Step);
        var refusal = pacer.WaitAsync(arrived, CancellationToken.None);
        var waited = work;
        for (; !refusal.IsCompleted && waited < 1_000; waited++)
        {
            clock.Advance(Step);
        }

        return waited;
    }
}
