using System.Text;
using System.Text.Json.Nodes;

namespace Inference.Load;

/// <summary>The part of a streamed answer that a client has received, over one connection or several.</summary>
internal sealed class StreamReading
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    /// <summary>The position of the last event; <see langword="null"/> before the first.</summary>
    public string? LastEventId { get; private set; }

    public string? CompletionId { get; private set; }

    public string? ChatId { get; private set; }

    public string? FinishReason { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>An error instead of the rest.</summary>
    public JsonNode? Error { get; private set; }

    /// <summary>Reads one line of server-sent events; true when it is an event's last.</summary>
    public bool Append(string line)
    {
        if (line.StartsWith("id: ", StringComparison.Ordinal))
        {
            LastEventId = line[4..];
        }
        else if (line == "data: [DONE]")
        {
            HasEnded = true;
        }
        else if (line.StartsWith("data: ", StringComparison.Ordinal))
        {
            AddChunk(JsonNode.Parse(line[6..])!);
            return true;
        }

        return false;
    }

    private void AddChunk(JsonNode chunk)
    {
        Error = chunk["error"];
        CompletionId ??= (string?)chunk["completion_id"];
        ChatId ??= (string?)chunk["chat_id"];
        if (chunk["choices"] is JsonArray { Count: > 0 } choices)
        {
            FinishReason = (string?)choices[0]!["finish_reason"] ?? FinishReason;
            _text.Append((string?)choices[0]!["delta"]?["content"]);
        }
    }
}
