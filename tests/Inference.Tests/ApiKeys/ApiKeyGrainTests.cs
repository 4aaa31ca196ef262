using Inference.Errors;
using Inference.Identity;
using Inference.Infrastructure;
using Orleans.Core.Internal;

namespace Inference.ApiKeys;

public sealed class ApiKeyGrainTests(InferenceFixture fixture)
{
    private const string Chosen = "an-operator-chose-this-key-for-automation";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_made_once()
    {
        var (grain, _) = await CreateAsync(new ApiKeyFields());
        var error = await Assert.ThrowsAsync<InferenceException>(() => grain.CreateAsync(new ApiKeyFields(), null, Cancellation));
        Assert.Equal(ErrorKind.ResourceConflict, error.Kind);
    }

    [Fact]
    public async Task A_configured_key_is_adopted_once_and_never_shown_or_rotated()
    {
        var key = $"{Chosen}-{Guid.NewGuid():n}";
        Assert.True(ApiKeyFormat.TryParse(key, out var presented));
        var grain = fixture.Grains.GetApiKey(presented.KeyId);

        var adopted = await grain.AdoptAsync(key, new ApiKeyFields { Scopes = [ApiKeyScopes.Admin] }, Cancellation);
        var again = await grain.AdoptAsync(key, new ApiKeyFields(), Cancellation);

        Assert.Equal($"••••{key[^4..]}", adopted.Key);
        Assert.Equal(adopted.CreatedAt, again.CreatedAt);
        Assert.True((await AdmitAsync(grain, presented.Hash)).Caller?.IsAdmin);
        var error = await Assert.ThrowsAsync<InferenceException>(() => grain.RotateAsync(TimeSpan.Zero, Cancellation));
        Assert.Equal(ErrorKind.ResourceConflict, error.Kind);
    }

    [Fact]
    public async Task An_adopted_key_must_be_that_of_the_grain()
    {
        var (grain, _) = await CreateAsync(new ApiKeyFields());
        var error = await Assert.ThrowsAsync<InferenceException>(() => grain.AdoptAsync(Chosen, new ApiKeyFields(), Cancellation));
        Assert.Equal(ErrorKind.InvalidParamValue, error.Kind);
        Assert.DoesNotContain(Chosen, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_is_refused_in_the_words_of_a_wrong_secret()
    {
        var (grain, _) = await CreateAsync(new ApiKeyFields());

        var wrong = await AdmitAsync(grain, new byte[32]);
        var unknown = await AdmitAsync(fixture.Grains.GetApiKey(NewId()), new byte[32]);

        Assert.Equal(Admission.InvalidKey, wrong);
        Assert.Equal(Admission.InvalidKey, unknown);
    }

    [Fact]
    public async Task The_days_count_and_the_last_use_outlive_the_activation()
    {
        var (grain, hash) = await CreateAsync(new ApiKeyFields { Plan = ApiKeyPlans.Free });
        for (var i = 0; i < 3; i++)
        {
            Assert.Null((await AdmitAsync(grain, hash)).Refusal);
        }

        var before = (await grain.GetAsync(Cancellation))!.LastUsed!.Value;
        await DeactivateAsync(grain);

        Assert.Equal(before, (await grain.GetAsync(Cancellation))!.LastUsed!.Value, TimeSpan.FromMilliseconds(1));
        var state = await StoredKey.ReadAsync(fixture.Host, grain.GetPrimaryKeyString());
        Assert.Equal(3, state.DayReserved);

        Assert.Null((await AdmitAsync(grain, hash)).Refusal);
        state = await StoredKey.ReadAsync(fixture.Host, grain.GetPrimaryKeyString());
        Assert.Equal(13, state.DayReserved);
    }

    [Fact]
    public async Task Tokens_are_reserved_and_what_was_not_used_comes_back()
    {
        var (grain, hash) = await CreateAsync(new ApiKeyFields { TokensPerMinute = 1_000_000_000 });

        var first = await AdmitAsync(grain, hash, tokens: 900_000_000);
        Assert.Equal(100_000_000, first.Limit?.Remaining);
        Assert.NotEqual(0, first.TokenWindow);
        await grain.SettleAsync(first.TokenWindow, reserved: 900_000_000, used: 100_000_000);

        // Settling is one-way, so that no answer waits for it: the next request may overtake it.
        await Eventually.GetAsync(
            async () => await AdmitAsync(grain, hash, tokens: 900_000_000) is { Refusal: null } admitted ? admitted : null, Cancellation);
    }

    [Fact]
    public async Task Exceeding_the_remaining_tokens_is_refused_with_the_time_to_wait()
    {
        var (grain, hash) = await CreateAsync(new ApiKeyFields { TokensPerMinute = 100 });

        var refused = await AdmitAsync(grain, hash, tokens: 101);

        Assert.Equal(ErrorKind.RateLimitExceeded, refused.Refusal);
        Assert.InRange(refused.RetryAfterSeconds!.Value, 1, 60);
        Assert.Equal((100, 100), (refused.Limit!.Limit, refused.Limit.Remaining));
    }

    private async Task<(IApiKeyGrain Grain, byte[] Hash)> CreateAsync(ApiKeyFields fields)
    {
        var grain = fixture.Grains.GetApiKey(NewId());
        var key = await grain.CreateAsync(fields, createdBy: null, Cancellation);
        Assert.True(ApiKeyFormat.TryParse(key.Key, out var presented));
        return (grain, presented.Hash);
    }

    private static Task<Admission> AdmitAsync(IApiKeyGrain grain, byte[] hash, int tokens = 0) =>
        grain.AdmitAsync(new AdmissionRequest { SecretHash = hash, Tokens = tokens });

    private static async Task DeactivateAsync(IApiKeyGrain grain) =>
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

    private static string NewId() => Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
}
