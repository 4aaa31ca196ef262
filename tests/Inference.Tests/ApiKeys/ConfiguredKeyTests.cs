using System.Net;
using Inference.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.ApiKeys;

/// <summary>Which of the admin keys that silos were configured with works, through the API.</summary>
public sealed class ConfiguredKeyTests : IAsyncLifetime
{
    private InferenceHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await InferenceHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_new_key_replaces_the_previous_and_a_late_silo_changes_nothing()
    {
        var (a, b) = (Choose(), Choose());
        Assert.Equal(ConfiguredKeyStanding.Current, await StartAsync(0, a));
        Assert.Equal(ConfiguredKeyStanding.Current, await StartAsync(1, a));

        // A rolling restart: the first silo has the new key.
        Assert.Equal(ConfiguredKeyStanding.Current, await StartAsync(0, b));
        await AssertRefusedAsync(a);
        await AssertAdmittedAsync(b);

        Assert.Equal(ConfiguredKeyStanding.Replaced, await StartAsync(1, a));
        await AssertRefusedAsync(a);
        await AssertAdmittedAsync(b);

        Assert.Equal(ConfiguredKeyStanding.Current, await StartAsync(1, b));
        await AssertRefusedAsync(a);
    }

    [Fact]
    public async Task A_key_that_all_silos_are_given_again_works_again()
    {
        var (a, b) = (Choose(), Choose());
        await StartAsync(0, a);
        await StartAsync(1, b);

        Assert.Equal(ConfiguredKeyStanding.Replaced, await StartAsync(0, a));
        Assert.Equal(ConfiguredKeyStanding.Current, await StartAsync(1, a));

        await AssertAdmittedAsync(a);
        await AssertRefusedAsync(b);
    }

    [Fact]
    public async Task Keys_that_the_server_made_are_not_touched()
    {
        var made = await KeyHolder.CreateAdminAsync(_host);
        await StartAsync(0, made.Key);
        await StartAsync(0, Choose());
        await StartAsync(0, null);

        await AssertAdmittedAsync(made.Key);
    }

    [Fact]
    public async Task A_replaced_key_is_listed_as_inactive_and_cannot_be_activated()
    {
        var (a, b) = (Choose(), Choose());
        await StartAsync(0, a);
        await StartAsync(0, b);
        var admin = await KeyHolder.CreateAdminAsync(_host);
        Assert.True(ApiKeyFormat.TryParse(a, out var replaced));

        var shown = await admin.ReadAsync(HttpMethod.Get, $"/v1/api-keys/{replaced.KeyId}");
        Assert.False((bool)shown["is_active"]!);
        await admin.ErrorAsync(HttpMethod.Patch, $"/v1/api-keys/{replaced.KeyId}", HttpStatusCode.Conflict, new { is_active = true });
        await AssertRefusedAsync(a);
    }

    private static string Choose() => $"a-key-that-an-operator-chose-{Guid.NewGuid():n}";

    /// <summary>The start of a silo with this configuration.</summary>
    private async Task<ConfiguredKeyStanding> StartAsync(int silo, string? key)
    {
        string? id = null;
        if (key is not null)
        {
            Assert.True(ApiKeyFormat.TryParse(key, out var presented));
            id = presented.KeyId;
            await _host.Grains.GetApiKey(id).AdoptAsync(key, new ApiKeyFields { Scopes = [ApiKeyScopes.Admin] }, Cancellation);
        }

        var address = _host.EverySilosServices.ElementAt(silo).GetRequiredService<ILocalSiloDetails>().SiloAddress;
        return (await _host.Grains.GetConfiguredKeys().ClaimAsync(id, address, Cancellation)).Standing;
    }

    private async Task AssertAdmittedAsync(string key)
    {
        using var reply = await SendAsync(key);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    private async Task AssertRefusedAsync(string key)
    {
        using var reply = await SendAsync(key);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Contains("\"inactive_api_key\"", await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/experts");
        request.Headers.Authorization = new("Bearer", key);
        return await _host.CreateClient().SendAsync(request, Cancellation);
    }
}
