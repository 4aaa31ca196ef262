namespace Inference.Storage;

internal sealed class AlarmGrain : Grain, IAlarmGrain, IRemindable
{
    private readonly List<string> _heard = [];

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

    public Task<string[]> HeardAsync() => Task.FromResult(_heard.ToArray());

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _heard.Add(reminderName);
        return Task.CompletedTask;
    }
}
