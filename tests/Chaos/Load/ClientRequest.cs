using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Inference.Load;

/// <summary>A request that may be sent more than once.</summary>
internal sealed record ClientRequest
{
    public required string Key { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Get;

    public required string Path { get; init; }

    public JsonObject? Body { get; init; }

    /// <summary>A file, sent as a form.</summary>
    public string? File { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>Where a stream is to go on.</summary>
    public string? LastEventId { get; init; }

    /// <summary>Whether sending it twice does no harm.</summary>
    public bool IsRepeatable { get; init; } = true;

    public HttpRequestMessage To(Uri frontEnd)
    {
        var message = new HttpRequestMessage(Method, new Uri(frontEnd, Path)) { Content = Content() };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        if (IdempotencyKey is not null)
        {
            message.Headers.Add("Idempotency-Key", IdempotencyKey);
        }

        if (LastEventId is not null)
        {
            message.Headers.Accept.ParseAdd("text/event-stream");
            message.Headers.Add("Last-Event-ID", LastEventId);
        }

        return message;
    }

    private HttpContent? Content() =>
        File is not null ? new MultipartFormDataContent { { new StringContent(File), "files", "people.csv" } }
        : Body is not null ? JsonContent.Create(Body)
        : null;
}
