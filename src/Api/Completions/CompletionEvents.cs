using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Inference.Errors;
using Inference.Identity;

namespace Inference.Completions;

/// <summary>
/// What a completion tells a client. Whoever asks for nothing for some seconds loses its place in a grain's stream, and so does a front end whose client
/// reads nothing: it goes on where it was, at a place of its own again.
/// </summary>
internal static class CompletionEvents
{
    // What a client that reads slowly has waiting for it, of 4,096 characters at the most each; one that keeps up gets one at a time.
    private const int MostAtOnce = 2;

    /// <summary>The events of a stream that begins at a position, whatever becomes of the stream as long as the completion is there.</summary>
    public static async IAsyncEnumerable<CompletionEvent> ReadAsync(
        IAsyncEnumerable<CompletionEvent> events,
        long position,
        ICompletionGrain completion,
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        EnumerationAbortedException? lost = null;
        while (true)
        {
            var isFirst = true;
            await using var source = events.WithBatchSize(MostAtOnce).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await source.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (EnumerationAbortedException exception) when (lost is null || !isFirst)
                {
                    lost = exception;
                    break;
                }
                catch (InferenceException exception) when (lost is not null && isFirst && exception.Kind == ErrorKind.ResourceNotFound)
                {
                    // It was there when its place was lost: its silo has gone, and the completion with it.
                    ExceptionDispatchInfo.Throw(lost);
                }

                isFirst = false;
                yield return source.Current;
                position = source.Current is CompletionEvent.Began ? Math.Max(position, 1) : position + source.Current.Length;
            }

            events = completion.ResumeAsync(caller, position, cancellationToken);
        }
    }
}
