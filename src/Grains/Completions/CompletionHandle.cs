using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Inference.Completions.Answers;
using Inference.Errors;
using Inference.InferenceLogs;

namespace Inference.Completions;

/// <summary>A completion, running or archived: its events, and the task of its answer.</summary>
internal sealed record CompletionHandle
{
    private const string IdempotencyKey = "Idempotency-Key";

    public required CompletionEventLog Events { get; init; }

    public required Task<Completion> Answer { get; init; }

    public required string Owner { get; init; }

    public required bool NamesChat { get; init; }

    /// <summary>Of a call that can be repeated.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Set while the completion runs in this activation.</summary>
    public CompletionRun? Run { get; init; }

    /// <summary>The request's messages of an archived completion, where they are kept.</summary>
    public ImmutableArray<LoggedMessage>? Messages { get; init; }

    /// <summary>Whether its contents were deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Whether the call that reads it is a repeated one.</summary>
    public bool Replayed { get; init; }

    public static CompletionHandle Of(CompletionRun run, Task<Completion> answer) => new()
    {
        Events = run.Events,
        Answer = answer,
        Run = run,
        Owner = run.Call.Caller.Owner,
        NamesChat = run.Call.NamesChat,
        Fingerprint = run.Call.Repeatable ? CallFingerprint.Of(run.Call) : null,
    };

    public static CompletionHandle Of(ArchivedCompletion archived) => new()
    {
        Events = archived.ToEvents(),
        Answer = archived.Failure is { } failure ? Task.FromException<Completion>(failure) : Task.FromResult(archived.ToCompletion()),
        Owner = archived.Owner,
        NamesChat = archived.NamesChat,
        Fingerprint = archived.Fingerprint,
        Messages = archived.Messages,
        IsDeleted = archived.IsDeleted,
    };

    /// <summary>The same for a call that repeats the one that made it.</summary>
    /// <exception cref="InferenceException">The call cannot be repeated, it asks for something else, or its answer was deleted.</exception>
    public CompletionHandle Repeat(CompletionCall call)
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

    /// <summary>The request's messages. Without them throws the completion's failure, or that its contents are not kept.</summary>
    public async Task<ImmutableArray<LoggedMessage>> ReadMessagesAsync()
    {
        if (Run is { } run)
        {
            return [.. run.Messages.Select(LogContents.Logged)];
        }

        if (Messages is null)
        {
            await Answer;
        }

        return Messages ?? [];
    }

    /// <summary>The events after a position; throws at the end when the answer failed.</summary>
    public async IAsyncEnumerable<CompletionEvent> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var completionEvent in Events.ReadAsync(after, Replayed, cancellationToken))
        {
            yield return completionEvent;
        }

        await Answer;
    }
}

/// <summary>A call that awaits an answer, until it is disposed or its token is cancelled, whichever comes first.</summary>
internal sealed class CompletionListener : IDisposable
{
    private readonly CancellationTokenRegistration _registration;
    private Action? _leave;

    public CompletionListener(Action leave, CancellationToken cancellationToken)
    {
        _leave = leave;
        _registration = cancellationToken.UnsafeRegister(static listener => ((CompletionListener)listener!).Leave(), this);
    }

    public void Dispose()
    {
        _registration.Dispose();
        Leave();
    }

    private void Leave() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
