using System.Globalization;
using System.Text.Json;
using Inference.Completions.Contract;

namespace Inference.Completions;

/// <summary>
/// Maps the events of a completion to its chunks. Each has a position, the SSE id: characters of pieces, plus one for every chunk of
/// another kind. It does not depend on the chunks' boundaries, so a stream can be resumed anywhere.
/// </summary>
internal sealed class CompletionChunks(long after)
{
    private CompletionEvent.Began _began = new("", null, "", default);

    // The model server's members that every chunk has: texts, numbers and booleans.
    private Dictionary<string, JsonElement>? _scalars;

    public long Position { get; private set; } = after;

    public bool IsResumed { get; } = after > 0;

    public IEnumerable<CompletionChunk> Of(CompletionEvent completionEvent)
    {
        switch (completionEvent)
        {
            case CompletionEvent.Began began:
                (_began, _scalars) = (began, AnswerMembers.OfAnswer(began.Extra));
                if (Position == 0)
                {
                    yield return Next(1, new ChunkDelta { Role = "assistant", Content = "" });
                }

                break;
            case CompletionEvent.Guarded guarded:
                yield return Next(1, ChunkDelta.Empty) with { Guard = GuardBody.From(guarded.Result) };
                break;
            case CompletionEvent.Routed routed:
                yield return Next(1, ChunkDelta.Empty) with { Router = RouterBody.From(routed.Result) };
                break;
            case CompletionEvent.Piece piece:
                yield return Of(piece);
                break;
            case CompletionEvent.Ended ended:
                if (Position <= ended.Position)
                {
                    yield return Next(1, ChunkDelta.Empty, FinishReasons.NameOf(ended.FinishReason));
                }

                if (_began.IncludesUsage && Position <= ended.Position + 1)
                {
                    yield return Next(1, null) with { Usage = UsageBody.From(ended.Usage) };
                }

                break;
        }
    }

    public string EventId() => Position.ToString(CultureInfo.InvariantCulture);

    private CompletionChunk Of(CompletionEvent.Piece piece)
    {
        if (piece.Extra is null)
        {
            return Next(piece.Length, DeltaOf(piece));
        }

        var members = AnswerMembers.Of(piece.Extra);
        _scalars = AnswerMembers.Join(_scalars, members.Answer, AnswerMembers.IsScalar);
        var chunk = Next(piece.Length, DeltaOf(piece) with { Others = members.Message });
        return chunk with
        {
            Choices = [chunk.Choices[0] with { Others = members.Choice }],
            Others = AnswerMembers.Join(_scalars, members.Answer, static value => !AnswerMembers.IsScalar(value)),
        };
    }

    private CompletionChunk Next(int length, ChunkDelta? delta, string? finishReason = null)
    {
        Position += length;
        return new CompletionChunk
        {
            Id = _began.NamesChat ? _began.ChatId ?? _began.CompletionId : _began.CompletionId,
            Created = _began.CreatedAt.ToUnixTimeSeconds(),
            Model = _began.Model,
            CompletionId = _began.CompletionId,
            ChatId = _began.ChatId,
            Choices = delta is null ? [] : [new ChunkChoice { Delta = delta, FinishReason = finishReason }],
            Others = _scalars,
        };
    }

    private static ChunkDelta DeltaOf(CompletionEvent.Piece piece) => new()
    {
        Content = piece.Text,
        ReasoningContent = piece.Reasoning,
        ToolCalls = piece.ToolCalls.IsEmpty ? null : [.. piece.ToolCalls.Select(ToolCallBody.From)],
    };
}
