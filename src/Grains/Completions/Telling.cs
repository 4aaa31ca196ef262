using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Inference.Errors;
using Inference.InferenceLogs;

namespace Inference.Completions;

/// <summary>A completion that is told, while it is made or from its log: its events, and the answer in the end.</summary>
internal sealed record Telling
{
    private const string IdempotencyKey = "Idempotency-Key";

    public required Transcript Transcript { get; init; }

    public required Task<Completion> Answer { get; init; }

    public required string Owner { get; init; }

    public required bool NamesChat { get; init; }

    /// <summary>Of a call that can be repeated.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The request's messages, of one that is being made.</summary>
    public CompletionRun? Run { get; init; }

    /// <summary>The same, of one that is told from its log and where they are kept.</summary>
    public ImmutableArray<LoggedMessage>? Messages { get; init; }

    /// <summary>Whether what it said was deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Whether the call that is answered with it is a repeated one.</summary>
    public bool Replayed { get; init; }

    public static Telling Of(CompletionRun run, Task<Completion> answer) => new()
    {
        Transcript = run.Transcript,
        Answer = answer,
        Run = run,
        Owner = run.Call.Caller.Owner,
        NamesChat = run.Call.NamesChat,
        Fingerprint = run.Call.Repeatable ? CallFingerprint.Of(run.Call) : null,
    };

    public static Telling Of(ArchivedCompletion archived) => new()
    {
        Transcript = archived.ToTranscript(),
        Answer = archived.Failure is { } failure ? Task.FromException<Completion>(failure) : Task.FromResult(archived.ToCompletion()),
        Owner = archived.Owner,
        NamesChat = archived.NamesChat,
        Fingerprint = archived.Fingerprint,
        Messages = archived.Messages,
        IsDeleted = archived.IsDeleted,
    };

    /// <summary>The same, told to a call that repeats the one it was made for.</summary>
    /// <exception cref="InferenceException">The call cannot be repeated, it asks for something else, or what it was answered with is deleted.</exception>
    public Telling Repeat(CompletionCall call)
    {
        if (!call.Repeatable)
        {
            throw new InferenceException(ErrorKind.ResourceConflict, "This completion is being made already.", "id");
        }

        if (IsDeleted)
        {
            throw new InferenceException(
                ErrorKind.ResourceNotFound, "The completion that this Idempotency-Key made was deleted; another one needs another key.", IdempotencyKey);
        }

        return CallFingerprint.Of(call) == Fingerprint
            ? this with { Replayed = true }
            : throw new InferenceException(ErrorKind.IdempotencyConflict, "The Idempotency-Key was used for another completion.", IdempotencyKey);
    }

    /// <summary>What was asked; how the completion failed, or that it is not kept, where the messages are not there.</summary>
    public async Task<ImmutableArray<LoggedMessage>> ReadMessagesAsync()
    {
        if (Run is { } run)
        {
            return [.. run.Messages.Select(message => CompletionLog.Logged(message, withContent: true))];
        }

        if (Messages is null)
        {
            await Answer;
        }

        return Messages ?? [];
    }

    /// <summary>The events beyond a position; in the end, how the answer failed if it did.</summary>
    public async IAsyncEnumerable<CompletionEvent> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var happened in Transcript.ReadAsync(after, Replayed, cancellationToken))
        {
            yield return happened;
        }

        await Answer;
    }
}
