using Inference.Checking;
using Inference.Recording;
using static Inference.Chaos.ChaosSamples;

namespace Inference.Chaos;

public sealed class UploadChecksTests
{
    [Fact]
    public void A_persona_that_was_not_written_is_found() =>
        Expect.Violation(UploadChecks.Once, Clean, Without("Dan", "two"), "'Dan' of upload two is there 0 times, and should be 1 to 1");

    [Fact]
    public void A_persona_that_was_written_twice_is_found() =>
        Expect.Violation(UploadChecks.Once, Clean, With("Ann", "one"), "'Ann' of upload one is there 2 times");

    [Fact]
    public void A_persona_that_should_have_been_overwritten_is_found() =>
        Expect.Violation(UploadChecks.Once, Clean, With("Bob", "one"), "'Bob' of upload one is there 1 times, and should be 0 to 0");

    [Fact]
    public void An_unsent_persona_is_found() =>
        Expect.Violation(UploadChecks.Once, Clean, With("Zoe", "one"), "no client sent it");

    [Fact]
    public void An_unknown_upload_may_have_written_nothing() => Assert.Empty(UploadChecks.Once(Clean, Without("Eve", "three")));

    [Fact]
    public void An_unknown_upload_may_not_have_written_twice() =>
        Expect.Violation(UploadChecks.Once, Clean, With("Eve", "three"), "is there 2 times, and should be 0 to 1");

    [Fact]
    public void A_skipped_persona_stays_as_it_was()
    {
        var history = Resolved("skip");

        Assert.Empty(UploadChecks.Once(history, Kept with { Personas = [new("Ann", "one"), new("Bob", "one"), new("Cid", "one"), new("Dan", "two")] }));
        Assert.Equal(4, UploadChecks.Once(history, Kept).Count());
    }

    [Fact]
    public void A_created_persona_is_there_beside_the_first()
    {
        var both = Kept with { Personas = [.. Kept.Personas, new("Bob", "one"), new("Cid", "one")] };

        Assert.Empty(UploadChecks.Once(Resolved("create"), both));
        Assert.Equal(2, UploadChecks.Once(Resolved("create"), Kept).Count());
    }

    [Fact]
    public void Whether_an_unknown_overwriting_happened_is_open()
    {
        var history = Clean with { Uploads = Clean.Uploads.SetItem(1, Clean.Uploads[1] with { Outcome = Outcome.Unknown }) };

        Assert.Empty(UploadChecks.Once(history, Kept));
        Assert.Empty(UploadChecks.Once(history, Kept with { Personas = [new("Ann", "one"), new("Bob", "one"), new("Cid", "one")] }));
    }

    private static History Resolved(string resolution) =>
        Clean with { Uploads = Clean.Uploads.SetItem(1, Clean.Uploads[1] with { Resolution = resolution }) };

    private static FinalState With(string name, string upload) => Kept with { Personas = Kept.Personas.Add(new StoredPersona(name, upload)) };

    private static FinalState Without(string name, string upload) => Kept with { Personas = Kept.Personas.Remove(new StoredPersona(name, upload)) };
}
