using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Identity;
using Inference.Infrastructure;

namespace Inference.ApiKeys;

/// <summary>A client that holds an API key of its own.</summary>
internal sealed class KeyHolder(HttpClient http, ApiKey key)
{
    private static readonly string[] Admin = [ApiKeyScopes.Admin];

    public string Id => key.Id;

    /// <summary>The whole key.</summary>
    public string Key => key.Key;

    public HttpClient Http => http;

    public string Path => $"/v1/api-keys/{Id}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<KeyHolder> CreateAsync(InferenceHost host, ApiKeyFields? fields = null)
    {
        var id = Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
        var key = await host.Grains.GetApiKey(id).CreateAsync(fields ?? new ApiKeyFields(), createdBy: null, Cancellation);
        return new KeyHolder(host.CreateClient(), key);
    }

    public static Task<KeyHolder> CreateAdminAsync(InferenceHost host, string environment = "prod") =>
        CreateAsync(host, new ApiKeyFields { Environment = environment, Scopes = [.. Admin] });

    /// <summary>Sends a request with this key, or another.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key ?? Key}");
        return await http.SendAsync(request, Cancellation);
    }

    public async Task<JsonNode> ReadAsync(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> ErrorAsync(HttpMethod method, string path, HttpStatusCode expected, object? body = null) =>
        (await ReadAsync(method, path, body, expected))["error"]!;

    /// <summary>The status, and the error's code, that a key gets when it reads itself.</summary>
    public async Task<(HttpStatusCode Status, string? Code)> TryAsync(string? key = null)
    {
        using var response = await SendAsync(HttpMethod.Get, Path, key: key);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return (response.StatusCode, (string?)body?["error"]?["code"]);
    }
}
