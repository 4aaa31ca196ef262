using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Identity;

namespace Inference.Infrastructure;

/// <summary>
/// A client of the API with a key of its own, so that no test sees another's chats and logs. Methods named for JSON expect a status and return the body;
/// the others return the whole reply.
/// </summary>
internal sealed class TestClient(HttpClient http, string keyId = "") : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public HttpClient Http => http;

    public string KeyId => keyId;

    public static Task<TestClient> CreateAsync(InferenceFixture fixture, string environment = "prod", params string[] scopes) =>
        CreateAsync(fixture.Host, environment, scopes);

    public static Task<TestClient> CreateAsync(InferenceHost host, string environment = "prod", params string[] scopes) =>
        CreateAsync(host, new ApiKeyFields { Environment = environment, Scopes = scopes.Length == 0 ? ApiKeyScopes.Default : [.. scopes] });

    public static async Task<TestClient> CreateAsync(InferenceHost host, ApiKeyFields fields)
    {
        var id = Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
        var key = await host.Grains.GetApiKey(id).CreateAsync(fields, createdBy: null, Cancellation);
        var http = host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);
        return new TestClient(http, id);
    }

    /// <summary>The same key at another host, such as one that was restarted on the same data.</summary>
    public TestClient At(InferenceHost host)
    {
        var other = host.CreateClient();
        other.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
        return new TestClient(other, keyId);
    }

    public Task<TestReply> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null) =>
        ExchangeAsync(method, path, body, idempotencyKey, Cancellation);

    public Task<TestReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<TestReply> PostAsync(string path, object body, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    /// <summary>A call that the client may abandon.</summary>
    public async Task<TestReply> PostUntilAsync(string path, object body, string idempotencyKey, CancellationToken abandoned)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation, abandoned);
        return await ExchangeAsync(HttpMethod.Post, path, body, idempotencyKey, ended.Token);
    }

    /// <summary>Creates a resource and returns its id.</summary>
    public async Task<string> CreateAsync(string path, object body)
    {
        var created = await PostAsync(path, body);
        Assert.True(created.Status == HttpStatusCode.Created, created.Json.ToJsonString());
        return (string)created.Body["id"]!;
    }

    /// <summary>Sends JSON and expects JSON under a status.</summary>
    public async Task<JsonNode> SendJsonAsync(
        HttpMethod method, string path, object? body, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        var reply = await ExchangeAsync(method, path, body, null, cancellationToken);
        Assert.True(expected == reply.Status, $"{(int)reply.Status} {reply.Json.ToJsonString()}");
        return reply.Json;
    }

    public Task<JsonNode> PostJsonAsync(string path, object body, CancellationToken cancellationToken) =>
        SendJsonAsync(HttpMethod.Post, path, body, HttpStatusCode.OK, cancellationToken);

    public Task<JsonNode> GetJsonAsync(string path, CancellationToken cancellationToken) =>
        SendJsonAsync(HttpMethod.Get, path, null, HttpStatusCode.OK, cancellationToken);

    /// <summary>The code of the error that a request is answered with.</summary>
    public async Task<string> ErrorAsync(
        HttpMethod method, string path, object? body, HttpStatusCode expected, CancellationToken cancellationToken) =>
        (await SendJsonAsync(method, path, body, expected, cancellationToken)).ErrorCode()!;

    public async Task<List<JsonNode>> StreamAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(path, body, cancellationToken);
        return await SseReader.ReadChunksAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Begins to read a stream.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return response;
    }

    /// <summary>Resumes the stream of a completion after an event, or from its beginning.</summary>
    public async Task<HttpResponseMessage> ResumeAsync(
        string completionId, string? lastEventId, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/chat/completions/{completionId}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal(expected, response.StatusCode);
        return response;
    }

    public async Task<string> CreateExpertAsync(object expert, CancellationToken cancellationToken) =>
        (string)(await SendJsonAsync(HttpMethod.Post, "/v1/experts", expert, HttpStatusCode.Created, cancellationToken))["id"]!;

    public void Dispose() => http.Dispose();

    private async Task<TestReply> ExchangeAsync(HttpMethod method, string path, object? body, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        return new TestReply(
            response.StatusCode,
            JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!,
            response.Headers);
    }
}

/// <summary>An answer of the API, read to its end.</summary>
internal sealed record TestReply(HttpStatusCode Status, JsonNode Json, HttpResponseHeaders Headers)
{
    public Uri? Location => Headers.Location;

    public bool Replayed => Headers.Contains("Idempotency-Replayed");

    public JsonObject Body => Json.AsObject();

    public string? Code => (string?)Body["error"]?["code"];

    public string? Message => (string?)Body["error"]?["message"];

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
