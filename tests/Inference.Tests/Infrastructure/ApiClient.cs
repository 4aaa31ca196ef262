using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Identity;

namespace Inference.Infrastructure;

/// <summary>A client with an API key of its own, so that no test sees another's chats and logs.</summary>
internal sealed class ApiClient(HttpClient http, string keyId)
{
    public HttpClient Http => http;

    public string KeyId => keyId;

    public static async Task<ApiClient> CreateAsync(InferenceHost host, ApiKeyFields? fields = null)
    {
        var id = Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
        var key = await host.Grains.GetApiKey(id).CreateAsync(fields ?? new ApiKeyFields(), null);
        var http = host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key.Key);
        return new ApiClient(http, id);
    }

    /// <summary>Sends JSON and expects JSON under a status.</summary>
    public async Task<JsonNode> SendAsync(
        HttpMethod method, string path, object? body, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, HttpStatusCode.OK, cancellationToken);

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, HttpStatusCode.OK, cancellationToken);

    /// <summary>The code of the error that a request is answered with.</summary>
    public async Task<string> ErrorAsync(
        HttpMethod method, string path, object? body, HttpStatusCode expected, CancellationToken cancellationToken) =>
        (string)(await SendAsync(method, path, body, expected, cancellationToken))["error"]!["code"]!;

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

    /// <summary>Returns to the stream of a completion, after an event or to its beginning.</summary>
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
        (string)(await SendAsync(HttpMethod.Post, "/v1/experts", expert, HttpStatusCode.Created, cancellationToken))["id"]!;
}
