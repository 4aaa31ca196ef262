namespace Inference.Experts;

// In memory only: a new activation starts at the clock, later than any number that an earlier one could have counted to.
[GrainType("expert-version")]
internal sealed class ExpertVersionGrain(TimeProvider clock) : Grain, IExpertVersionGrain
{
    private long _version = clock.GetUtcNow().UtcTicks;

    public ValueTask<long> GetAsync() => ValueTask.FromResult(_version);

    public ValueTask ChangedAsync()
    {
        _version++;
        return ValueTask.CompletedTask;
    }
}
