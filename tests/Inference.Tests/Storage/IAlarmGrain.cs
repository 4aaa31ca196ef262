namespace Inference.Storage;

/// <summary>A grain that has itself reminded.</summary>
public interface IAlarmGrain : IGrainWithStringKey
{
    Task SetAsync(string name, TimeSpan due);

    /// <summary>Whether there was one to stop.</summary>
    Task<bool> StopAsync(string name);

    Task<string[]> ListAsync();

    /// <summary>Which reminders came since the activation.</summary>
    Task<string[]> HeardAsync();
}
