using CsCheck;
using Inference.Identity;

namespace Inference.ApiKeys;

public sealed class ApiKeyFormatTests
{
    private static readonly Gen<string> Keys = Gen.Select(Gen.OneOfConst("prod", "play"), Gen.Int)
        .Select(static (environment, _) => ApiKeyFormat.Make(environment, NewId()));

    [Fact]
    public void A_key_that_was_made_is_read_back() => Gen.OneOfConst("prod", "play").Sample(environment =>
    {
        var id = NewId();
        var key = ApiKeyFormat.Make(environment, id);

        Assert.True(ApiKeyFormat.TryParse(key, out var presented));
        Assert.Equal(id, presented.KeyId);
        Assert.StartsWith($"inf_{environment}_", key);
    });

    [Fact]
    public void Any_single_changed_character_is_found() => Gen.Select(Keys, Gen.Int[4, 90], Gen.Char[' ', '~']).Sample((key, at, character) =>
    {
        if (key[at] != character)
        {
            var changed = key.ToCharArray();
            changed[at] = character;

            Assert.False(ApiKeyFormat.TryParse(changed, out _), new string(changed));
        }
    });

    [Fact]
    public void Any_two_neighbours_that_changed_places_are_found() => Gen.Select(Keys, Gen.Int[4, 89]).Sample((key, at) =>
    {
        if (key[at] != key[at + 1])
        {
            var changed = key.ToCharArray();
            (changed[at], changed[at + 1]) = (changed[at + 1], changed[at]);

            Assert.False(ApiKeyFormat.TryParse(changed, out _), new string(changed));
        }
    });

    [Fact]
    public void Malformed_keys_with_a_valid_prefix_are_refused() =>
        Gen.String[Gen.Char[' ', '~'], 0, 120].Sample(rest => Assert.False(ApiKeyFormat.TryParse("inf_" + rest, out _)));

    [Fact]
    public void Parsing_accepts_any_input() => Gen.String.Sample(text => Assert.True(ApiKeyFormat.TryParse(text, out _) || true));

    [Theory]
    [InlineData("")]
    [InlineData("EMPTY")]
    [InlineData("0123456789012345678901234567890")]
    [InlineData("0123456789 123456789 123456789 123456789")]
    [InlineData("01234567890123456789012345678901é")]
    public void What_no_operator_may_choose_is_refused(string key) => Assert.False(ApiKeyFormat.TryParse(key, out _));

    [Fact]
    public void A_key_that_an_operator_chose_always_has_the_same_id()
    {
        const string Key = "correct-horse-battery-staple-and-more";

        Assert.True(ApiKeyFormat.TryParse(Key, out var first));
        Assert.True(ApiKeyFormat.TryParse(Key, out var second));
        Assert.Equal(first.KeyId, second.KeyId);
        Assert.Matches("^key_[0-9a-f]{32}$", first.KeyId);
        Assert.DoesNotContain(first.KeyId[4..], Convert.ToHexStringLower(first.Hash));
    }

    [Fact]
    public void A_key_of_more_than_256_characters_is_refused() => Assert.False(ApiKeyFormat.TryParse(new string('a', 257), out _));

    [Fact]
    public void A_masked_key_shows_its_kind_and_the_last_four_characters()
    {
        var key = ApiKeyFormat.Make("play", NewId());

        Assert.Equal($"inf_play_…_••••{key[^4..]}", ApiKeyFormat.Mask(key));
        Assert.Equal("••••more", ApiKeyFormat.Mask("correct-horse-battery-staple-and-more"));
    }

    [Fact]
    public void No_two_keys_are_the_same()
    {
        var id = NewId();
        Assert.NotEqual(ApiKeyFormat.Make("prod", id), ApiKeyFormat.Make("prod", id));
    }

    private static string NewId() => Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
}
