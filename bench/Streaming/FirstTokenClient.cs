using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Inference.Http;
using Inference.Processes;

namespace Inference.Streaming;

/// <summary>Requests streamed answers on an open connection, and times their first words.</summary>
internal sealed class FirstTokenClient : IDisposable
{
    private readonly HttpClient _http = new() { DefaultRequestHeaders = { Authorization = Server.Authorization } };

    /// <summary>Reads to the end: how many milliseconds it took to the first word.</summary>
    public async Task<double> AskAsync(Uri address, string model, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(Question(model).With("stream", JsonValue.Create(true))),
        };
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        double? firstToken = null;
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
        {
            firstToken ??= Contains(item.Data) ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : null;
        }

        return firstToken ?? throw new InvalidOperationException($"{model} at {address} said nothing.");
    }

    /// <summary>Whom the question goes to.</summary>
    public async Task<string> FindExpertAsync(Uri address, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(address, JsonContent.Create(Question("model")), cancellationToken);
        var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        return (string)answer!["router"]!["expert"]!;
    }

    public void Dispose() => _http.Dispose();

    private static JsonObject Question(string model) =>
        RawRequest.Question(model).With("guard_enabled", JsonValue.Create(true)).With("router_enabled", JsonValue.Create(true));

    private static bool Contains(string data) =>
        data.StartsWith('{') && (string?)JsonNode.Parse(data)!["choices"]?.AsArray().FirstOrDefault()?["delta"]?["content"] is { Length: > 0 };
}
