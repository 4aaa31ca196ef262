namespace Inference.Experts;

/// <summary>The version of an environment's experts on one silo, for as long as its grain has promised to tell of the next one.</summary>
internal sealed class PromisedVersion(Func<ValueTask<long>> ask, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private long? _version;
    private long _askedAt;
    private int _changes;

    /// <summary>Asks only when what was promised is over.</summary>
    public ValueTask<long> GetAsync()
    {
        int changes;
        lock (_lock)
        {
            if (_version is { } version && clock.GetElapsedTime(_askedAt) < ExpertVersionGrain.Promise)
            {
                return ValueTask.FromResult(version);
            }

            changes = _changes;
        }

        return AskAsync(changes);
    }

    /// <summary>There is another version now.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            (_version, _changes) = (null, _changes + 1);
        }
    }

    private async ValueTask<long> AskAsync(int changes)
    {
        // A promise lasts from when it was asked for, so that it ends here before it ends there.
        var askedAt = clock.GetTimestamp();
        var version = await ask();
        lock (_lock)
        {
            // An answer that was on its way while a change was told may be older than the change.
            if (changes == _changes)
            {
                (_version, _askedAt) = (version, askedAt);
            }
        }

        return version;
    }
}
