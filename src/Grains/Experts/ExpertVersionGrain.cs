using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Inference.Experts;

// In memory only: a new activation starts at the clock, later than any number that an earlier one could have counted to. It does not know the leases of an earlier
// one, so every silo is notified. Reentrant: reads do not wait for silos that are being notified.
[GrainType("expert-version"), Reentrant]
internal sealed partial class ExpertVersionGrain(TimeProvider clock, ILogger<ExpertVersionGrain> logger) : Grain, IExpertVersionGrain
{
    /// <summary>
    /// For how long a silo may use a version without asking again: until it is notified of a change, and no longer than this. A change waits as long
    /// for a silo that cannot be notified, so this is how long experts cannot be changed while a silo is dying.
    /// </summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(5);

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
                .WaitAsync(LeaseDuration, clock);
        }
        catch (Exception exception)
        {
            // The change is stored; a silo that was not notified asks when its lease is over.
            LogNotNotified(this.GetPrimaryKeyString(), exception.Message);
            if (LeaseDuration - clock.GetElapsedTime(began) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, clock);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not every silo was notified that experts of {Environment} changed: {Reason}")]
    private partial void LogNotNotified(string environment, string reason);
}

/// <summary>The version of an environment's experts on one silo, valid while its lease lasts.</summary>
internal sealed class LeasedVersion(Func<ValueTask<long>> ask, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private long? _version;
    private long _askedAt;
    private int _changes;

    /// <summary>Calls the grain only when the lease is over.</summary>
    public ValueTask<long> GetAsync()
    {
        int changes;
        lock (_lock)
        {
            if (_version is { } version && clock.GetElapsedTime(_askedAt) < ExpertVersionGrain.LeaseDuration)
            {
                return ValueTask.FromResult(version);
            }

            changes = _changes;
        }

        return AskAsync(changes);
    }

    /// <summary>Ends the lease after a change.</summary>
    public void Invalidate()
    {
        lock (_lock)
        {
            (_version, _changes) = (null, _changes + 1);
        }
    }

    private async ValueTask<long> AskAsync(int changes)
    {
        // The lease begins with the request, so that it ends here before the grain considers it over.
        var askedAt = clock.GetTimestamp();
        var version = await ask();
        lock (_lock)
        {
            // A response that was in flight during a notification may be older than the change.
            if (changes == _changes)
            {
                (_version, _askedAt) = (version, askedAt);
            }
        }

        return version;
    }
}
