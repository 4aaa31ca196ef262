using System.Text.Json;

namespace Inference.ModelServers;

/// <summary>A request that the server got.</summary>
public sealed class RecordedRequest(string path, IReadOnlyDictionary<string, string> headers, JsonElement body)
{
    private readonly TaskCompletionSource<RequestEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Path { get; } = path;

    /// <summary>By name, in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    public JsonElement Body { get; } = body;

    /// <summary>Completes when the server is done with the request.</summary>
    public Task<RequestEnd> Ended => _ended.Task;

    internal void End(RequestEnd end) => _ended.TrySetResult(end);
}
