using Inference.Errors;

namespace Inference.ApiKeys;

public sealed class AdmissionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Hash = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] OldHash = [.. Enumerable.Repeat((byte)2, 32)];
    private static readonly byte[] WrongHash = [.. Enumerable.Repeat((byte)3, 32)];
    private static readonly ApiKeyState Key = new() { Id = "key_1", Hash = Hash };

    [Fact]
    public void The_right_secret_comes_in() => Assert.Null(Check(Key));

    [Fact]
    public void The_wrong_secret_does_not_and_learns_nothing_else() =>
        Assert.Same(Admission.InvalidKey, Check(Key with { IsActive = false }, WrongHash));

    [Fact]
    public void An_inactive_key_does_not() => Assert.Equal(ErrorKind.InactiveApiKey, Check(Key with { IsActive = false })?.Refusal);

    [Fact]
    public void A_key_expires_at_its_time()
    {
        Assert.Equal(ErrorKind.ExpiredApiKey, Check(Key with { ExpiresAt = Now })?.Refusal);
        Assert.Null(Check(Key with { ExpiresAt = Now.AddMilliseconds(1) }));
    }

    [Theory]
    [InlineData("10.1.2.3", null)]
    [InlineData("::ffff:10.1.2.3", null)]
    [InlineData("11.1.2.3", ErrorKind.IpNotAllowed)]
    [InlineData("2001:db8::1", ErrorKind.IpNotAllowed)]
    [InlineData(null, ErrorKind.IpNotAllowed)]
    public void A_key_for_some_addresses_is_for_those_only(string? address, ErrorKind? refusal) =>
        Assert.Equal(refusal, Check(Key with { AllowedIps = ["10.0.0.0/8"] }, address: address)?.Refusal);

    [Fact]
    public void A_missing_scope_is_named()
    {
        var refusal = Check(Key with { Scopes = [ApiKeyScopes.ChatsRead] }, scope: ApiKeyScopes.ChatsWrite);

        Assert.Equal(ErrorKind.InsufficientScope, refusal?.Refusal);
        Assert.Contains("'chats:write'", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Admin_has_every_scope() =>
        Assert.All(ApiKeyScopes.All, scope => Assert.Null(Check(Key with { Scopes = [ApiKeyScopes.Admin] }, scope: scope)));

    [Fact]
    public void The_default_scopes_are_all_but_admin()
    {
        Assert.All(ApiKeyScopes.All.Remove(ApiKeyScopes.Admin), scope => Assert.Null(Check(Key, scope: scope)));
        Assert.Equal(ErrorKind.InsufficientScope, Check(Key, scope: ApiKeyScopes.Admin)?.Refusal);
    }

    [Fact]
    public void The_secret_before_works_until_the_overlap_is_over()
    {
        var rotated = Key with { PreviousHash = OldHash, PreviousUntil = Now.AddSeconds(1) };

        Assert.Null(Check(rotated, OldHash));
        Assert.Null(Check(rotated));
        Assert.Same(Admission.InvalidKey, Check(rotated with { PreviousUntil = Now }, OldHash));
    }

    [Fact]
    public void The_owner_is_the_user_or_else_the_key_itself()
    {
        Assert.Equal("key_1", AdmissionRules.Of(Key).Caller.Owner);
        Assert.Equal("ada", AdmissionRules.Of(Key with { UserId = "ada" }).Caller.Owner);
    }

    private static Admission? Check(ApiKeyState key, byte[]? hash = null, string? scope = null, string? address = "10.1.2.3") =>
        AdmissionRules.Of(key).Check(new AdmissionRequest { SecretHash = hash ?? Hash, Scope = scope, Address = address }, Now);
}
