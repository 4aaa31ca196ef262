using CsCheck;

namespace Inference.Personas;

public sealed class PersonaMatchTests
{
    [Theory]
    [InlineData("Ada Lovelace", "  ada LOVELACE\t")]
    [InlineData("Rene\u0301e", "REN\u00C9E")]
    [InlineData("ZO\u00CB \u0130ZMIR", "zo\u00EB \u0130zmir ")]
    public void Case_and_surrounding_space_do_not_matter(string one, string other) =>
        Assert.Equal(PersonaMatch.Of(new() { Name = one, Birthdate = "1990-01-31" }), PersonaMatch.Of(new() { Name = other, Birthdate = "1990-01-31" }));

    [Fact]
    public void Another_birthdate_or_none_is_another_persona() => Assert.Distinct([
        PersonaMatch.Of(new() { Name = "a" }),
        PersonaMatch.Of(new() { Name = "a", Birthdate = "1990-01-31" }),
        PersonaMatch.Of(new() { Name = "a", Birthdate = "1990-01-30" })]);

    [Fact]
    public void A_persona_without_a_name_matches_none() => Gen.String[Gen.Char[" \t\r\n"], 0, 5].Sample(name =>
        Assert.Null(PersonaMatch.Of(new() { Name = name, Birthdate = "1990-01-31" })));
}
