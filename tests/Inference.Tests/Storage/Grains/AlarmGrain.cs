namespace Inference.Storage.Grains;

internal sealed class AlarmGrain : Grain, IAlarmGrain, IRemindable
{
    private readonly List<string> _received = [];

    public Task SetAsync(string name, TimeSpan due) => this.RegisterOrUpdateReminder(name, due, TimeSpan.FromMinutes(1));

    public async Task<bool> StopAsync(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
        {
            return false;
        }

        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<string[]> ListAsync() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public Task<string[]> GetReceivedAsync() => Task.FromResult(_received.ToArray());

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _received.Add(reminderName);
        return Task.CompletedTask;
    }
}

/// <summary>A grain that has itself reminded.</summary>
public interface IAlarmGrain : IGrainWithStringKey
{
    Task SetAsync(string name, TimeSpan due);

    /// <summary>Whether there was one to stop.</summary>
    Task<bool> StopAsync(string name);

    Task<string[]> ListAsync();

    /// <summary>Which reminders came since the activation.</summary>
    Task<string[]> GetReceivedAsync();
}
