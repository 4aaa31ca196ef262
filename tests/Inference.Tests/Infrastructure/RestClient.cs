using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Identity;

namespace Inference.Infrastructure;

/// <summary>A client that speaks plain JSON.</summary>
internal sealed class RestClient(HttpClient http) : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>One with an API key of its own.</summary>
    public static Task<RestClient> CreateAsync(InferenceFixture fixture, string environment = "prod", params string[] scopes) =>
        CreateAsync(fixture.Host, environment, scopes);

    public static async Task<RestClient> CreateAsync(InferenceHost host, string environment = "prod", params string[] scopes)
    {
        var id = Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
        var fields = new ApiKeyFields { Environment = environment, Scopes = scopes.Length == 0 ? ApiKeyScopes.Default : [.. scopes] };
        var key = await host.Grains.GetApiKey(id).CreateAsync(fields, createdBy: null, Cancellation);
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);
        return new RestClient(client);
    }

    /// <summary>The same key's holder at another host, such as one that was started anew on the same data.</summary>
    public RestClient At(InferenceHost host)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
        return new RestClient(client);
    }

    public Task<RestReply> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null) =>
        ExchangeAsync(method, path, body, idempotencyKey, Cancellation);

    public Task<RestReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<RestReply> PostAsync(string path, object body, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    /// <summary>A call whose client may go away.</summary>
    public async Task<RestReply> PostUntilAsync(string path, object body, string idempotencyKey, CancellationToken gone)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation, gone);
        return await ExchangeAsync(HttpMethod.Post, path, body, idempotencyKey, ended.Token);
    }

    /// <summary>The id of what is made.</summary>
    public async Task<string> CreateAsync(string path, object body)
    {
        var created = await PostAsync(path, body);
        Assert.True(created.Status == HttpStatusCode.Created, created.Json.ToJsonString());
        return (string)created.Body["id"]!;
    }

    public void Dispose() => http.Dispose();

    private async Task<RestReply> ExchangeAsync(HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        return new RestReply(
            response.StatusCode,
            JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!,
            response.Headers.Location,
            response.Headers.Contains("Idempotency-Replayed"));
    }
}
