using System.Collections.Immutable;
using Inference.Experts;

namespace Inference.Documents;

public sealed class FingerprintTests
{
    private static readonly ExpertFields Fields = new() { Name = "ab", Description = "c", Examples = ["x", "y"] };

    [Fact]
    public void It_does_not_depend_on_the_order_of_entries()
    {
        var names = Enumerable.Range(0, 20).Select(i => $"{i}").ToArray();
        var forwards = Fields with { Metadata = names.ToImmutableDictionary(name => name) };
        var backwards = Fields with { Metadata = names.Reverse().ToImmutableDictionary(name => name) };

        Assert.Equal(Fingerprint.Of(forwards), Fingerprint.Of(backwards));
    }

    [Fact]
    public void Experts_that_differ_in_any_field_have_different_fingerprints() => Assert.Distinct(
        ((ExpertFields[])[
            Fields,
            Fields with { Name = "a", Description = "bc" },
            Fields with { Context = "" },
            Fields with { Examples = ["xy"] },
            Fields with { Examples = null, FileContext = [ImmutableDictionary<string, string>.Empty.Add("x", "y")] },
            Fields with { Metadata = ImmutableDictionary<string, string>.Empty.Add("x", "y") },
        ]).Select(Fingerprint.Of));
}
