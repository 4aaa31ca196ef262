using Inference.ApiKeys;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Authentication;

public sealed class AdmittedKeysTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_key_is_known_for_some_seconds_after_its_admission()
    {
        var keys = new AdmittedKeys(_clock);
        var key = Key("a", 1);
        Assert.False(keys.Contains(key));

        keys.Add(key);
        _clock.Advance(AdmittedKeys.Lifetime - TimeSpan.FromMilliseconds(1));
        Assert.True(keys.Contains(key));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(keys.Contains(key));
    }

    [Fact]
    public void A_key_in_use_stays_known()
    {
        var keys = new AdmittedKeys(_clock);
        for (var second = 0; second < 60; second++)
        {
            keys.Add(Key("a", 1));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(keys.Contains(Key("a", 1)));
    }

    [Fact]
    public void Another_secret_of_a_known_id_is_not_known()
    {
        var keys = new AdmittedKeys(_clock);
        keys.Add(Key("a", 1));

        Assert.False(keys.Contains(Key("a", 2)));
    }

    [Fact]
    public void A_refused_key_is_checked_again()
    {
        var keys = new AdmittedKeys(_clock);
        keys.Add(Key("a", 1));
        keys.Remove(Key("a", 1));

        Assert.False(keys.Contains(Key("a", 1)));
    }

    [Fact]
    public void Any_number_of_keys_takes_bounded_memory()
    {
        var keys = new AdmittedKeys(_clock);
        var known = Enumerable.Range(0, 100_000).Select(n => Key($"{n}", 1)).ToList();
        known.ForEach(keys.Add);

        Assert.InRange(known.Count(keys.Contains), 1, 10_000);
    }

    private static PresentedKey Key(string id, byte secret) => new(id, [.. Enumerable.Repeat(secret, 32)]);
}
