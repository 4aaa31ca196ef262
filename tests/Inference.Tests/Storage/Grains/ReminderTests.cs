using Inference.Infrastructure;

namespace Inference.Storage.Grains;

public sealed class ReminderTests(InferenceFixture fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private readonly string _key = Guid.NewGuid().ToString("n");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_due_reminder_fires_and_a_stopped_one_does_not()
    {
        var alarm = fixture.Grains.GetGrain<IAlarmGrain>(_key);
        await alarm.SetAsync("stopped", Later);
        await alarm.SetAsync("stopped", Later);

        Assert.True(await alarm.StopAsync("stopped"));
        Assert.False(await alarm.StopAsync("stopped"));
        await alarm.SetAsync("due", Soon);

        var received = await Eventually.GetAsync(async () => await alarm.GetReceivedAsync() is { Length: > 0 } some ? some : null, Cancellation);
        Assert.Equal(["due"], received);
    }

    [Fact]
    public async Task A_reminder_survives_a_restart()
    {
        await using var data = await TestDatabase.CreateAsync();
        var options = new InferenceHostOptions { Database = data, Silos = 1 };
        await using (var first = await InferenceHost.StartAsync(options))
        {
            await first.Grains.GetGrain<IAlarmGrain>(_key).SetAsync("a", Later);
            await first.Grains.GetGrain<IAlarmGrain>(_key).SetAsync("b", Later);
        }

        await using var second = await InferenceHost.StartAsync(options);
        Assert.Equal(["a", "b"], await second.Grains.GetGrain<IAlarmGrain>(_key).ListAsync());
        Assert.Empty(await second.Grains.GetGrain<IAlarmGrain>($"{_key}2").ListAsync());
    }
}
