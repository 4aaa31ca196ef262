using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Completions.Streams;

/// <summary>The events that a client has read of a stream, over one connection or several.</summary>
/// <param name="completionId">Of the stream, where it is known before anything was read.</param>
internal sealed class StreamReading(string? completionId = null)
{
    private readonly StringBuilder _transcript = new();
    private string? _kind;

    public string? CompletionId { get; private set; } = completionId;

    public string? LastEventId { get; private set; }

    public int Events { get; private set; }

    /// <summary>Whether the stream has ended, well or with an error.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Everything but where chunks were cut: texts, reasoning and calls by their kind, then all other events.</summary>
    public override string ToString() => _transcript.ToString();

    /// <summary>Reads on, until so many events more, or to the end.</summary>
    public async Task<StreamReading> ReadAsync(HttpResponseMessage response, int events, CancellationToken cancellationToken)
    {
        await foreach (var (id, data) in SseReader.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken))
        {
            if (data == "[DONE]")
            {
                IsEnded = true;
                break;
            }

            AddChunk(id, JsonNode.Parse(data)!);
            if (--events == 0)
            {
                break;
            }
        }

        return this;
    }

    /// <summary>Returns for the rest, and reads it to the end.</summary>
    public async Task<StreamReading> ReadOnAsync(TestClient client, CancellationToken cancellationToken)
    {
        using var rest = await client.ResumeAsync(CompletionId!, LastEventId, HttpStatusCode.OK, cancellationToken);
        return await ReadAsync(rest, int.MaxValue, cancellationToken);
    }

    private void AddChunk(string? id, JsonNode chunk)
    {
        Events++;
        LastEventId = id ?? LastEventId;
        if (chunk["error"] is { } error)
        {
            Append("error", $"{error["code"]} {error["message"]}");
            IsEnded = true;
            return;
        }

        CompletionId = (string)chunk["completion_id"]!;
        Append("role", (string?)chunk["choices"]!.AsArray().FirstOrDefault()?["delta"]?["role"]);
        Append("guard", (string?)chunk["guard"]?["category"]);
        Append("router", (string?)chunk["router"]?["expert"]);
        Append("usage", chunk["usage"]?.ToJsonString());
        foreach (var choice in chunk["choices"]!.AsArray())
        {
            var delta = choice!["delta"]!;
            Append("reasoning", (string?)delta["reasoning_content"]);
            Append("text", (string?)delta["content"]);
            foreach (var call in delta["tool_calls"]?.AsArray() ?? [])
            {
                Append($"call {call!["index"]} id", (string?)call["id"]);
                Append($"call {call["index"]} name", (string?)call["function"]?["name"]);
                Append($"call {call["index"]} arguments", (string?)call["function"]?["arguments"]);
                AppendOthers($"call {call["index"]}", call, ["id", "type", "index", "function"]);
            }

            AppendOthers("delta", delta, ["role", "content", "reasoning_content", "tool_calls"]);
            AppendOthers("choice", choice, ["index", "delta", "finish_reason"]);
            Append("finish", (string?)choice["finish_reason"]);
        }

        AppendOthers("chunk", chunk, ["id", "object", "created", "model", "completion_id", "chat_id", "choices", "guard", "router", "usage"]);
    }

    // Every chunk repeats the texts and numbers of its own.
    private void AppendOthers(string kind, JsonNode node, string[] own)
    {
        foreach (var (name, value) in node.AsObject().Where(member => !own.Contains(member.Key) && (kind != "chunk" || member.Value is JsonObject or JsonArray)))
        {
            Append($"{kind} {name}", value?.ToJsonString());
        }
    }

    private void Append(string kind, string? said)
    {
        if (string.IsNullOrEmpty(said))
        {
            return;
        }

        _transcript.Append(_kind == kind ? said : $"\n{kind}: {said}");
        _kind = kind;
    }
}
