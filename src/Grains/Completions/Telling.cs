using System.Runtime.CompilerServices;

namespace Inference.Completions;

/// <summary>A completion that is told, while it is made or from its log: its events, and the answer in the end.</summary>
internal sealed record Telling
{
    public required Transcript Transcript { get; init; }

    public required Task<Completion> Answer { get; init; }

    public required string Owner { get; init; }

    public required bool NamesChat { get; init; }

    /// <summary>Of a call that can be repeated.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Whether the call that is answered with it is a repeated one.</summary>
    public bool Replayed { get; init; }

    public static Telling Of(CompletionRun run, Task<Completion> answer) => new()
    {
        Transcript = run.Transcript,
        Answer = answer,
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
    };

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
