using CsCheck;

namespace Inference.ApiKeys;

public sealed class ConfiguredKeysStateTests
{
    private static readonly int[] Silos = [0, 1, 2, 3];
    private static readonly Gen<string?> Key = Gen.OneOfConst<string?>(null, "a", "b", "c");
    private static readonly Gen<(int Silo, string? Key, bool Stops)> Restart = Gen.Select(Gen.Int[0, 3], Key, Gen.Bool);

    [Fact]
    public void The_key_of_all_running_silos_is_current_after_any_history() =>
        Gen.Select(Restart.Array[0, 30], Gen.Shuffle(Silos), Gen.OneOfConst<string?>("a", "b", "c", null)).Sample((history, order, key) =>
        {
            var cluster = new Cluster();
            foreach (var (silo, configured, stops) in history)
            {
                cluster.Restart(silo, configured, stops);
            }

            ConfiguredKeyStanding last = default;
            foreach (var silo in order)
            {
                last = cluster.Restart(silo, key, stops: false);
            }

            Assert.Equal(key, cluster.State.Current);
            Assert.True(last is (ConfiguredKeyStanding.Current or ConfiguredKeyStanding.None or ConfiguredKeyStanding.Withdrawn));
        });

    [Fact]
    public void A_silo_takes_no_known_keys_place_while_another_silo_has_it() =>
        Restart.Array[1, 40].Sample(history =>
        {
            var cluster = new Cluster();
            foreach (var (silo, configured, stops) in history)
            {
                var (before, isHeld) = (cluster.State, cluster.IsCurrentHeldBesides(silo));
                var standing = cluster.Restart(silo, configured, stops);

                Assert.True(
                    !isHeld || cluster.State.Current == before.Current || (configured is not null && !before.Known.Contains(configured)),
                    $"{configured} took the place of {before.Current}: {standing}");
                Assert.Equal(standing is ConfiguredKeyStanding.Current, configured is not null && cluster.State.Current == configured);
            }
        });

    [Fact]
    public void Keys_that_earlier_versions_took_over_are_known_and_not_current()
    {
        var state = new ConfiguredKeysState { Known = ["a", "b"] };

        Assert.Equal(("b", ConfiguredKeyStanding.Current), Claimed(state.Claim("b", "silo", _ => false)));
        Assert.Equal((null, ConfiguredKeyStanding.Withdrawn), Claimed(state.Claim(null, "silo", _ => false)));
        Assert.Equal((null, ConfiguredKeyStanding.None), Claimed(new ConfiguredKeysState().Claim(null, "silo", _ => false)));

        static (string?, ConfiguredKeyStanding) Claimed((ConfiguredKeysState Next, ConfiguredKeyStanding Standing) claim) =>
            (claim.Next.Current, claim.Standing);
    }

    /// <summary>Silos that are restarted one at a time, now and then for good.</summary>
    private sealed class Cluster
    {
        private readonly Dictionary<int, string?> _running = [];

        public ConfiguredKeysState State { get; private set; } = new();

        public bool IsCurrentHeldBesides(int silo) =>
            State.Current is not null && _running.Any(other => other.Key != silo && other.Value == State.Current);

        public ConfiguredKeyStanding Restart(int silo, string? key, bool stops)
        {
            (State, var standing) = State.Claim(key, $"{silo}", other => _running.Keys.Any(running => $"{running}" == other));
            _running[silo] = key;
            if (stops)
            {
                _running.Remove(silo);
            }

            return standing;
        }
    }
}
