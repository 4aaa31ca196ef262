using Inference.ApiKeys;
using Inference.Identity;
using Microsoft.AspNetCore.Http;

namespace Inference.Authentication;

public sealed class RequestKeyTests
{
    private static readonly string Id = Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
    private static readonly string Key = ApiKeyFormat.Make("prod", Id);

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "bearer  ")]
    [InlineData("x-neo-api-key", "")]
    [InlineData("x-api-key", "")]
    [InlineData("X-API-Key", " ")]
    public void A_key_is_found_in_each_header(string header, string before)
    {
        Assert.True(RequestKey.TryRead(new HeaderDictionary { [header] = before + Key }, out var key));
        Assert.Equal(Id, key.KeyId);
    }

    [Fact]
    public void A_placeholder_in_authorization_does_not_hide_the_key() =>
        Assert.True(RequestKey.TryRead(new HeaderDictionary { ["Authorization"] = "Bearer none", ["x-neo-api-key"] = Key }, out _));

    [Theory]
    [InlineData("Authorization", "")]
    [InlineData("Authorization", "Basic ")]
    [InlineData("x-key", "")]
    public void A_key_elsewhere_is_none(string header, string before) =>
        Assert.False(RequestKey.TryRead(new HeaderDictionary { [header] = before + Key }, out _));

    [Fact]
    public void Two_keys_in_one_header_are_none() =>
        Assert.False(RequestKey.TryRead(new HeaderDictionary { ["x-api-key"] = new([Key, Key]) }, out _));
}
