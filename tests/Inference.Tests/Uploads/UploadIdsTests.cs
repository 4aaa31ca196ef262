using CsCheck;
using Inference.Identity;

namespace Inference.Uploads;

public sealed class UploadIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_sort_like_rows_and_are_stable_for_a_row() => Gen.Select(Gen.Int.NonNegative, Gen.Int.NonNegative).Sample((a, b) =>
    {
        var token = UploadToken.New(Now);

        Assert.Equal(a.CompareTo(b), Math.Sign(string.CompareOrdinal(UploadIds.Derive(token, a), UploadIds.Derive(token, b))));
        Assert.Equal(UploadIds.Derive(token, a), UploadIds.Derive(token, a));
        Assert.NotEqual(UploadIds.Derive(token, a), UploadIds.Derive(UploadToken.New(Now), a));
    });

    [Fact]
    public void An_id_is_a_personas_of_the_tokens_time()
    {
        var id = UploadIds.Derive(UploadToken.New(Now), 7);

        Assert.StartsWith(Identifier.Persona, id, StringComparison.Ordinal);
        Assert.Equal(7, Guid.ParseExact(id[Identifier.Persona.Length..], "n").Version);
        Assert.Equal(Now, UploadToken.MadeAt(Identifier.Upload + id[Identifier.Persona.Length..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("upl_")]
    [InlineData("upl_zz")]
    [InlineData("per_0190000000007000800000000000000a")]
    [InlineData("upl_0190000000004000800000000000000a")]
    public void What_is_no_token_has_no_time(string token) => Assert.Null(UploadToken.MadeAt(token));
}
