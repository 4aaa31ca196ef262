namespace Inference.Recording;

/// <summary>A question and its answer, of a chat or of none. No two operations ask the same.</summary>
internal sealed record CompletionOperation : IOperation
{
    /// <summary>Also the log's type, so that statistics can be asked for it.</summary>
    public required string Kind { get; init; }

    /// <summary>The conversation's name among the clients; <see langword="null"/> when nothing but the log is kept.</summary>
    public string? Conversation { get; init; }

    public required string Question { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>The answer that the client received, whole or streamed.</summary>
    public string? Answer { get; init; }

    public string? CompletionId { get; init; }

    public string? ChatId { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }
}
