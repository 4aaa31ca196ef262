using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Inference.ApiKeys;
using Inference.Infrastructure;
using Inference.ModelServers;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Timing;

/// <summary>A running server whose system clock is set, on the engine under test.</summary>
public sealed class SystemClockTests : IAsyncLifetime
{
    private static readonly object Question = new { messages = new[] { new { role = "user", content = "What can you do?" } } };

    private readonly AdjustableClock _clock = new(TimeProvider.System);
    private InferenceHost _host = null!;
    private ModelServerHost _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        _host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Settings = new()
            {
                ["Models:Catalog:m:Endpoint"] = _server.BaseAddress.ToString(),
                ["Models:Catalog:m:Retries"] = "0",
                ["Models:Catalog:m:BreakAfter"] = "2",
                ["Models:Catalog:m:BreakDuration"] = "00:00:00.5",
            },
            ConfigureSilo = silo => silo.Services.AddSingleton<TimeProvider>(_clock),
            ConfigureApi = services => services.AddSingleton<TimeProvider>(_clock),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    // Orleans deactivates idle grains after 15 minutes at most, so two hours are behind all that it has scheduled.
    [Theory]
    [InlineData("-02:00:00", "-02:00:00")]
    [InlineData("-400.00:00:00", "-399.00:00:00")]
    [InlineData("10.00:00:00", "00:00:00")]
    public async Task Requests_are_served_after_the_clock_is_set(string first, string second)
    {
        var key = await TestClient.CreateAsync(_host, new ApiKeyFields { Scopes = [ApiKeyScopes.Admin], TokensPerMinute = 1_000_000 });
        var chat = (string)(await key.PostJsonAsync("/v1/chats", Question, Cancellation))["id"]!;
        var expert = await key.CreateExpertAsync(new { name = "Opera", description = "Tickets", context = "Tickets cost 5 euros." }, Cancellation);
        var group = (string)(await key.SendJsonAsync(HttpMethod.Post, "/v1/action-groups", new { name = "Spring", description = "Offers" }, HttpStatusCode.Created, Cancellation))["id"]!;

        foreach (var offset in new[] { first, second })
        {
            _clock.Offset = TimeSpan.Parse(offset, CultureInfo.InvariantCulture);

            await key.PostJsonAsync("/v1/chats", new { id = chat, messages = new[] { new { role = "user", content = "And you?" } } }, Cancellation);
            await key.PostJsonAsync("/v1/chat/completions", Question, Cancellation);
            await key.StreamAsync("/v1/chats", new { stream = true, messages = new[] { new { role = "user", content = "Tickets?" } }, expert_ids = new[] { expert } }, Cancellation);
            await key.SendJsonAsync(HttpMethod.Post, "/v1/personas", new { name = "Ada" }, HttpStatusCode.Created, Cancellation);
            await key.SendJsonAsync(HttpMethod.Patch, $"/v1/experts/{expert}", new { description = offset }, HttpStatusCode.OK, Cancellation);
            await key.GetJsonAsync("/v1/inference-logs", Cancellation);
            Assert.Equal(HttpStatusCode.OK, (await key.Http.GetAsync("/health/ready", Cancellation)).StatusCode);
        }

        Assert.Equal(6, (await key.GetJsonAsync($"/v1/chats/{chat}", Cancellation))["messages"]!.AsArray().Count);
        using var deleted = await key.Http.DeleteAsync($"/v1/action-groups/{group}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }

    [Fact]
    public async Task An_open_circuit_breaker_closes_although_the_clock_is_set_back()
    {
        var key = await TestClient.CreateAsync(_host);
        var question = new { model = "m", messages = new[] { new { role = "user", content = "Where?" } } };
        _server.Scenarios["m"] = new Scenario { Error = new ScriptedError(500) };
        await Eventually.GetAsync(async () => (await AskAsync(key, question)).Contains("not asked for a moment", StringComparison.Ordinal) ? "open" : null, Cancellation);

        _clock.Offset = TimeSpan.FromHours(-2);
        _server.Scenarios["m"] = new Scenario { Content = "In the hall." };

        Assert.NotNull(await Eventually.GetAsync(
            async () => (await AskAsync(key, question)).Contains("In the hall.", StringComparison.Ordinal) ? "closed" : null, Cancellation));
    }

    private static async Task<string> AskAsync(TestClient key, object question)
    {
        using var response = await key.Http.PostAsync("/v1/chat/completions", JsonContent.Create(question), Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
