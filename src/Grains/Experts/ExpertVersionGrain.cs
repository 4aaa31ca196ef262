using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Inference.Experts;

// In memory only: a new activation starts at the clock, later than any number that an earlier one could have counted to. It does not know whom an earlier
// one has promised anything, so every silo is told. Reentrant: who reads the number need not wait for silos that are being told.
[GrainType("expert-version"), Reentrant]
internal sealed partial class ExpertVersionGrain(TimeProvider clock, ILogger<ExpertVersionGrain> logger) : Grain, IExpertVersionGrain
{
    /// <summary>
    /// For how long a silo may use what it was told without asking again: until it is told of a change, and no longer than this. A change waits as long
    /// for a silo that cannot be told, so this is how long experts cannot be changed while a silo is dying.
    /// </summary>
    public static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    private long _version = clock.GetUtcNow().UtcTicks;

    public ValueTask<long> GetAsync() => ValueTask.FromResult(_version);

    public async ValueTask ChangedAsync()
    {
        _version++;
        var began = clock.GetTimestamp();
        try
        {
            await GrainFactory.GetGrain<IManagementGrain>(0)
                .SendControlCommandToProvider<ExpertCatalog>(ExpertCatalog.Name, ExpertCatalog.Changed, this.GetPrimaryKeyString())
                .WaitAsync(Promise, clock);
        }
        catch (Exception exception)
        {
            // The change is stored; a silo that does not know of it will ask when what it was promised is over.
            LogUntold(this.GetPrimaryKeyString(), exception.Message);
            if (Promise - clock.GetElapsedTime(began) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, clock);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not every silo could be told that experts of {Environment} changed: {Reason}")]
    private partial void LogUntold(string environment, string reason);
}
