using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Completions;

/// <summary>What a client has read of a stream, over as many connections as it took.</summary>
/// <param name="completionId">Of the stream, where it is known before anything was read.</param>
internal sealed class StreamReading(string? completionId = null)
{
    private readonly StringBuilder _said = new();
    private string? _kind;

    public string? CompletionId { get; private set; } = completionId;

    public string? LastEventId { get; private set; }

    public int Events { get; private set; }

    /// <summary>Whether the stream has ended, well or with an error.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Everything but where chunks were cut: texts, reasoning and calls by their kind, then whatever else was told.</summary>
    public override string ToString() => _said.ToString();

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

            Take(id, JsonNode.Parse(data)!);
            if (--events == 0)
            {
                break;
            }
        }

        return this;
    }

    /// <summary>Returns for the rest, and reads it to the end.</summary>
    public async Task<StreamReading> ReadOnAsync(ApiClient client, CancellationToken cancellationToken)
    {
        using var rest = await client.ResumeAsync(CompletionId!, LastEventId, HttpStatusCode.OK, cancellationToken);
        return await ReadAsync(rest, int.MaxValue, cancellationToken);
    }

    private void Take(string? id, JsonNode chunk)
    {
        Events++;
        LastEventId = id ?? LastEventId;
        if (chunk["error"] is { } error)
        {
            Tell("error", $"{error["code"]} {error["message"]}");
            IsEnded = true;
            return;
        }

        CompletionId = (string)chunk["completion_id"]!;
        Tell("role", (string?)chunk["choices"]!.AsArray().FirstOrDefault()?["delta"]?["role"]);
        Tell("guard", (string?)chunk["guard"]?["category"]);
        Tell("router", (string?)chunk["router"]?["expert"]);
        Tell("usage", chunk["usage"]?.ToJsonString());
        foreach (var choice in chunk["choices"]!.AsArray())
        {
            var delta = choice!["delta"]!;
            Tell("reasoning", (string?)delta["reasoning_content"]);
            Tell("text", (string?)delta["content"]);
            foreach (var call in delta["tool_calls"]?.AsArray() ?? [])
            {
                Tell($"call {call!["index"]} id", (string?)call["id"]);
                Tell($"call {call["index"]} name", (string?)call["function"]?["name"]);
                Tell($"call {call["index"]} arguments", (string?)call["function"]?["arguments"]);
            }

            Tell("finish", (string?)choice["finish_reason"]);
        }
    }

    private void Tell(string kind, string? said)
    {
        if (string.IsNullOrEmpty(said))
        {
            return;
        }

        _said.Append(_kind == kind ? said : $"\n{kind}: {said}");
        _kind = kind;
    }
}
