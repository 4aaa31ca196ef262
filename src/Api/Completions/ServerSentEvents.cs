using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inference.Binding;
using Microsoft.AspNetCore.Http.Features;

namespace Inference.Completions;

/// <summary>Writes server-sent events to a response: nothing before <see cref="Start"/>, and the rest when flushed.</summary>
internal sealed class ServerSentEvents(HttpContext http) : IDisposable
{
    public const string MediaType = "text/event-stream";

    private Utf8JsonWriter? _json;

    private PipeWriter Body => http.Response.BodyWriter;

    public bool HasStarted { get; private set; }

    public void Start(string serverTiming, bool isReplayed)
    {
        HasStarted = true;
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Response.Headers["Server-Timing"] = serverTiming;
        if (isReplayed)
        {
            http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        }
    }

    public void Event<T>(string? id, T data, JsonTypeInfo<T> type)
    {
        if (id is not null)
        {
            Body.Write("id: "u8);
            Encoding.UTF8.GetBytes(id, Body);
            Body.Write("\n"u8);
        }

        Body.Write("data: "u8);
        if (_json is null)
        {
            _json = new Utf8JsonWriter(Body, new JsonWriterOptions { Encoder = type.Options.Encoder, SkipValidation = true });
        }
        else
        {
            _json.Reset(Body);
        }

        JsonSerializer.Serialize(_json, data, type);
        _json.Flush();
        Body.Write("\n\n"u8);
    }

    /// <summary>The terminator that OpenAI's clients expect.</summary>
    public void Done() => Body.Write("data: [DONE]\n\n"u8);

    /// <summary>A comment that keeps proxies from closing the connection.</summary>
    public void Heartbeat() => Body.Write(": still here\n\n"u8);

    public async Task FlushAsync(CancellationToken cancellationToken) => await Body.FlushAsync(cancellationToken);

    public void Dispose() => _json?.Dispose();
}
