using System.Text;
using System.Text.Json;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>The resource that a write created or changed, according to its answer: the id is one of the collection of the operation that reads it back.</summary>
internal sealed record WrittenResource(string? Id, string? ChatId, string? CompletionId)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    public static readonly WrittenResource Nothing = new(null, null, null);

    public static WrittenResource Read(Exchange exchange)
    {
        var (request, answer) = (exchange.Request, exchange.Answer);
        if (!answer.IsSuccess || answer.Body.IsEmpty)
        {
            return Nothing;
        }

        try
        {
            var json = answer.MediaType == "text/event-stream" ? FirstEvent(answer.Body) : answer.Body;
            using var document = JsonDocument.Parse(json, Deep);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, request) : Nothing;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The schema check has its say on it.
            return Nothing;
        }
    }

    private static WrittenResource Read(JsonElement root, WireRequest request)
    {
        var name = request.Operation.OwnGet is { } get ? get.Path[(get.Path.LastIndexOf('{') + 1)..^1] : "id";
        return new WrittenResource(Text(root, name), Text(root, "chat_id"), Text(root, "completion_id"));
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ReadOnlyMemory<byte> FirstEvent(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        var start = text.IndexOf("data: {", StringComparison.Ordinal);
        return start < 0 ? "{}"u8.ToArray() : Encoding.UTF8.GetBytes(text[(start + 6)..text.IndexOf('\n', start)]);
    }
}
