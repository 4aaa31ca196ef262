namespace Inference.Tokens;

public sealed class LargeTextWorkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_on_a_short_text_is_done_at_once()
    {
        var caller = Environment.CurrentManagedThreadId;

        Assert.Equal(caller, await LargeTextWork.RunAsync(LargeTextWork.MostInline, () => Environment.CurrentManagedThreadId, Cancellation));
    }

    [Fact(Timeout = 30_000)]
    public async Task Work_on_a_long_text_keeps_no_turn()
    {
        using var released = new ManualResetEventSlim();
        var working = LargeTextWork.RunAsync(
            LargeTextWork.MostInline + 1,
            () =>
            {
                released.Wait(Cancellation);
                return TaskScheduler.Current;
            },
            Cancellation);

        released.Set();

        Assert.NotEqual(TaskScheduler.Default, await working);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task Work_for_a_caller_who_left_is_not_begun(int characters)
    {
        var began = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await LargeTextWork.RunAsync(characters, () => began = true, new CancellationToken(canceled: true)));

        Assert.False(began);
    }
}
