namespace Inference.Models;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    [Fact]
    public void The_calls_own_cancellation_is_no_expiry()
    {
        using var call = new CancellationTokenSource();
        using var deadline = Deadline.Rent(Long, call.Token);

        call.Cancel();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.IsExpired);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_deadline_expires()
    {
        using var deadline = Deadline.Rent(TimeSpan.Zero, TestContext.Current.CancellationToken);

        await CancelledAsync(deadline);

        Assert.True(deadline.IsExpired);
    }

    [Fact]
    public void A_rented_deadline_knows_nothing_of_earlier_ones()
    {
        using var call = new CancellationTokenSource();
        var earlier = Enumerable.Range(0, 8).Select(_ => Deadline.Rent(Long, call.Token)).ToList();
        earlier.ForEach(deadline => deadline.Dispose());
        earlier.ForEach(deadline => deadline.Dispose());

        var rented = Enumerable.Range(0, 16).Select(_ => Deadline.Rent(Long, CancellationToken.None)).ToList();
        call.Cancel();

        Assert.All(rented, deadline => Assert.False(deadline.Token.IsCancellationRequested));
        Assert.Equal(16, rented.Select(deadline => deadline.Token).Distinct().Count());
        rented.ForEach(deadline => deadline.Dispose());
    }

    [Fact(Timeout = 30_000)]
    public async Task Bytes_keep_a_stream_until_its_next_piece_is_overdue()
    {
        using var deadline = Deadline.Rent(Long, TestContext.Current.CancellationToken);
        deadline.Pause(Long, Long);
        deadline.KeepAlive();
        Assert.False(deadline.Token.IsCancellationRequested);

        deadline.Pause(Long, TimeSpan.Zero);
        deadline.KeepAlive();

        await CancelledAsync(deadline);
    }

    [Fact(Timeout = 30_000)]
    public async Task Neither_bytes_nor_pieces_extend_a_complete_answer()
    {
        using var deadline = Deadline.Rent(Long, TestContext.Current.CancellationToken);
        deadline.Pause(Long, Long);

        deadline.End(TimeSpan.FromMilliseconds(20));
        deadline.KeepAlive();
        deadline.Pause(Long, Long);
        deadline.End(Long);

        await CancelledAsync(deadline);
        Assert.True(deadline.IsExpired);
    }

    private static Task CancelledAsync(Deadline deadline)
    {
        var cancelled = new TaskCompletionSource();
        deadline.Token.Register(cancelled.SetResult);
        return cancelled.Task;
    }
}
