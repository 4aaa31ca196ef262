using Inference.Checking;
using Inference.Recording;
using static Inference.Chaos.ChaosSamples;

namespace Inference.Chaos;

public sealed class KeyChecksTests
{
    [Fact]
    public void A_revoked_key_admitted_over_a_second_later_is_found() =>
        Expect.Violation(KeyChecks.Revoked, Clean with { KeyUses = [Use("key_1", 5.1)] }, Kept, "admitted 1 times more than 1 s after");

    [Fact]
    public void A_revoked_key_may_be_admitted_for_a_second() =>
        Assert.Empty(KeyChecks.Revoked(Clean with { KeyUses = [Use("key_1", 4.9)] }, Kept));

    [Fact]
    public void A_revoked_key_that_is_active_in_the_end_is_found() =>
        Expect.Violation(KeyChecks.Revoked, Clean, Kept with { Keys = [new StoredKey("key_1", "new", IsActive: true)] }, "and is active");

    [Fact]
    public void A_revocation_that_was_not_acknowledged_promises_nothing()
    {
        var unknown = Clean.Keys.SetItem(2, Key(KeyOperation.Revoke, "new", 4) with { Outcome = Outcome.Unknown });

        Assert.Empty(KeyChecks.Revoked(Clean with { Keys = unknown, KeyUses = [Use("key_1", 8)] }, Kept));
    }

    [Fact]
    public void A_key_that_is_gone_is_found() => Expect.Violation(KeyChecks.Kept, Clean, Kept with { Keys = [] }, "is not there");

    [Fact]
    public void A_key_that_has_lost_a_change_is_found() =>
        Expect.Violation(KeyChecks.Kept, Clean, Kept with { Keys = [new StoredKey("key_1", "old", IsActive: false)] }, "named 'new', and is called 'old'");

    [Fact]
    public void A_change_with_unknown_outcome_may_have_been_made()
    {
        var history = Clean with { Keys = Clean.Keys.Add(Key(KeyOperation.Rename, "newer", 6) with { Outcome = Outcome.Unknown }) };

        Assert.Empty(KeyChecks.Kept(history, Kept));
        Assert.Empty(KeyChecks.Kept(history, Kept with { Keys = [new StoredKey("key_1", "newer", IsActive: false)] }));
    }
}
