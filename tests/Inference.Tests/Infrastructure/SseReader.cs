using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Inference.Infrastructure;

/// <summary>Reads server-sent events as a client sees them.</summary>
internal static class SseReader
{
    /// <summary>Each event's id and data, to the end of the stream; comments are passed over.</summary>
    public static async IAsyncEnumerable<(string? Id, string Data)> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream);
        string? id = null;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return (id, line[6..]);
                id = null;
            }
        }
    }

    public static async Task<List<JsonNode>> ReadChunksAsync(Stream stream, CancellationToken cancellationToken)
    {
        var chunks = new List<JsonNode>();
        await foreach (var (_, data) in ReadAsync(stream, cancellationToken))
        {
            if (data != "[DONE]")
            {
                chunks.Add(JsonNode.Parse(data)!);
            }
        }

        return chunks;
    }
}
