using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Inference.Errors;
using Inference.Identity;

namespace Inference.Completions;

/// <summary>
/// Reads a completion's events. Orleans drops an enumeration whose next item is not asked for within some seconds, which a client that reads slowly causes:
/// the events are then read on from the position that was reached.
/// </summary>
internal static class CompletionEvents
{
    // Events that wait for a slow reader, of at most 4,096 characters each; a reader that keeps up gets one at a time.
    private const int MaxBatchSize = 2;

    /// <summary>The events from a position on, across aborted enumerations, for as long as the completion exists.</summary>
    public static async IAsyncEnumerable<CompletionEvent> ReadAsync(
        IAsyncEnumerable<CompletionEvent> events,
        long position,
        ICompletionGrain completion,
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        EnumerationAbortedException? aborted = null;
        while (true)
        {
            var isFirst = true;
            await using var source = events.WithBatchSize(MaxBatchSize).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await source.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (EnumerationAbortedException exception) when (aborted is null || !isFirst)
                {
                    aborted = exception;
                    break;
                }
                catch (InferenceException exception) when (aborted is not null && isFirst && exception.Kind == ErrorKind.ResourceNotFound)
                {
                    // It existed before the enumeration was aborted: its silo is gone, and the completion with it.
                    ExceptionDispatchInfo.Throw(aborted);
                }

                isFirst = false;
                yield return source.Current;
                position = source.Current is CompletionEvent.Began ? Math.Max(position, 1) : position + source.Current.Length;
            }

            events = completion.ResumeAsync(caller, position, cancellationToken);
        }
    }
}
