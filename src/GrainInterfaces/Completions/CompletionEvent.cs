using System.Collections.Immutable;
using Inference.Guards;
using Inference.Messages;
using Inference.Routing;

namespace Inference.Completions;

/// <summary>What happens while an answer is made, in this order: began, guarded, routed, pieces, ended.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionEvent")]
public abstract record CompletionEvent
{
    /// <summary>How far a reader comes by it: a piece's UTF-16 units, or 1. It does not depend on where pieces are cut.</summary>
    public virtual int Length => 1;

    /// <summary>The answer has an id, and a chat where it is kept.</summary>
    [GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionEvent.Began")]
    public sealed record Began(
        [property: Id(0)] string CompletionId,
        [property: Id(1)] string? ChatId,
        [property: Id(2)] string Model,
        [property: Id(3)] DateTimeOffset CreatedAt) : CompletionEvent
    {
        /// <summary>Whether an earlier call with the same Idempotency-Key made it.</summary>
        [Id(4)] public bool Replayed { get; init; }

        /// <summary>Whether chunks carry the chat's id in the place of the completion's.</summary>
        [Id(5)] public bool NamesChat { get; init; }

        [Id(6)] public bool IncludesUsage { get; init; }

        /// <summary>Whether a response waits for the answer's first piece, so that a failure before it has a status of its own.</summary>
        [Id(7)] public bool HoldsHeaders { get; init; }

        /// <summary>Where the time went until here: to guard and router.</summary>
        [Id(8)] public CompletionTimings? Timings { get; init; }

        /// <summary>
        /// The answer's own members that chunks have from the reader's position on, as far as they are known, a JSON object: see <see cref="AnswerExtra"/>.
        /// </summary>
        [Id(9)] public string? Extra { get; init; }
    }

    [GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionEvent.Guarded")]
    public sealed record Guarded([property: Id(0)] GuardResult Result) : CompletionEvent;

    [GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionEvent.Routed")]
    public sealed record Routed([property: Id(0)] RouterResult Result) : CompletionEvent;

    /// <summary>A piece of the answer.</summary>
    [GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionEvent.Piece")]
    public sealed record Piece(
        [property: Id(0)] string? Text,
        [property: Id(1)] string? Reasoning,
        [property: Id(2)] ImmutableArray<ToolCallDelta> ToolCalls) : CompletionEvent
    {
        /// <summary>Other members that came with it: a piece of <see cref="AnswerExtra"/>. They count 1 together.</summary>
        [Id(3)] public string? Extra { get; init; }

        /// <summary>Whether it has a part of the answer, and not only what stands around it.</summary>
        public bool HasContent => Text is not null || Reasoning is not null || !ToolCalls.IsEmpty || AnswerExtra.HasMessage(Extra);

        public override int Length =>
            (Text?.Length ?? 0) + (Reasoning?.Length ?? 0) + ToolCalls.Sum(call => call.Length) + (Extra is null ? 0 : 1);
    }

    /// <summary>The answer is complete, and stored.</summary>
    [GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionEvent.Ended")]
    public sealed record Ended(
        [property: Id(0)] FinishReason FinishReason,
        [property: Id(1)] Usage Usage,
        [property: Id(2)] CompletionTimings Timings) : CompletionEvent
    {
        /// <summary>What the lengths of all events before it add up to.</summary>
        [Id(3)] public long Position { get; init; }
    }
}
