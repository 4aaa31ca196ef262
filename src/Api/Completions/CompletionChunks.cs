using System.Globalization;

namespace Inference.Completions;

/// <summary>
/// Turns what happens to a completion into its chunks. Each has a position, the SSE id: characters of pieces, plus one for every chunk of
/// another kind. It says how much has been delivered whatever the chunks' boundaries were, so a stream can be resumed anywhere.
/// </summary>
internal sealed class CompletionChunks(CompletionForm form)
{
    private CompletionEvent.Began _began = new("", null, "", default);

    public long Position { get; private set; }

    public IEnumerable<CompletionChunk> Of(CompletionEvent happened)
    {
        switch (happened)
        {
            case CompletionEvent.Began began:
                _began = began;
                yield return Next(1, new ChunkDelta { Role = "assistant", Content = "" });
                break;
            case CompletionEvent.Guarded guarded:
                yield return Next(1, ChunkDelta.Empty) with { Guard = GuardBody.From(guarded.Result) };
                break;
            case CompletionEvent.Routed routed:
                yield return Next(1, ChunkDelta.Empty) with { Router = RouterBody.From(routed.Result) };
                break;
            case CompletionEvent.Piece piece:
                yield return Next(LengthOf(piece), DeltaOf(piece));
                break;
            case CompletionEvent.Ended ended:
                yield return Next(1, ChunkDelta.Empty, FinishReasons.NameOf(ended.FinishReason));
                if (form.IncludesUsage)
                {
                    yield return Next(1, null) with { Usage = UsageBody.From(ended.Usage) };
                }

                break;
        }
    }

    public string EventId() => Position.ToString(CultureInfo.InvariantCulture);

    private CompletionChunk Next(int length, ChunkDelta? delta, string? finishReason = null)
    {
        Position += length;
        return new CompletionChunk
        {
            Id = form.NamesChat ? _began.ChatId! : _began.CompletionId,
            Created = _began.CreatedAt.ToUnixTimeSeconds(),
            Model = _began.Model,
            CompletionId = _began.CompletionId,
            ChatId = _began.ChatId,
            Choices = delta is null ? [] : [new ChunkChoice { Delta = delta, FinishReason = finishReason }],
        };
    }

    private static ChunkDelta DeltaOf(CompletionEvent.Piece piece) => new()
    {
        Content = piece.Text,
        ReasoningContent = piece.Reasoning,
        ToolCalls = piece.ToolCalls.IsEmpty ? null : [.. piece.ToolCalls.Select(ToolCallBody.From)],
    };

    private static int LengthOf(CompletionEvent.Piece piece)
    {
        var length = (piece.Text?.Length ?? 0) + (piece.Reasoning?.Length ?? 0);
        foreach (var call in piece.ToolCalls)
        {
            length += (call.Id?.Length ?? 0) + (call.Name?.Length ?? 0) + (call.Arguments?.Length ?? 0);
        }

        return length;
    }
}
