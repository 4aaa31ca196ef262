using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Identity;
using Inference.Infrastructure;

namespace Inference.Experts;

/// <summary>A client with an API key of its own that speaks plain JSON.</summary>
internal sealed class ExpertsClient : IDisposable
{
    private readonly HttpClient _http;

    private ExpertsClient(HttpClient http) => _http = http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ExpertsClient> CreateAsync(InferenceFixture fixture, string environment = "prod", params string[] scopes)
    {
        var id = Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
        var fields = new ApiKeyFields { Environment = environment, Scopes = scopes.Length == 0 ? ApiKeyScopes.Default : [.. scopes] };
        var key = await fixture.Grains.GetApiKey(id).CreateAsync(fields, createdBy: null, Cancellation);
        var http = fixture.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);
        return new ExpertsClient(http);
    }

    public async Task<ExpertsReply> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await _http.SendAsync(request, Cancellation);
        return new ExpertsReply(
            response.StatusCode,
            JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject(),
            response.Headers.Location,
            response.Headers.Contains("Idempotency-Replayed"));
    }

    public async Task<string> CreateExpertAsync(string name = "Taxes") =>
        (string)(await SendAsync(HttpMethod.Post, "/v1/experts", new { name, description = "Knows taxes" })).Body["id"]!;

    public void Dispose() => _http.Dispose();
}
