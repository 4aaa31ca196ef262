using Inference.Errors;

namespace Inference.Completions;

/// <summary>One answer while it is made. Get it with <see cref="CompletionGrainFactory.GetCompletion"/>.</summary>
[Alias("Inference.Completions.ICompletionGrain")]
public interface ICompletionGrain : IGrainWithStringKey
{
    /// <summary>Makes the whole answer; it is stored when this returns. A cancelled call goes on for the grace time.</summary>
    /// <exception cref="InferenceException">Whatever kept the answer from being made.</exception>
    [ResponseTimeout("01:00:00")]
    Task<Completion> AnswerAsync(CompletionCall request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the answer and tells it as it comes; it is stored when <see cref="CompletionEvent.Ended"/> comes. What fails before the
    /// first event fails the call, what fails later ends the stream with the exception.
    /// </summary>
    /// <exception cref="InferenceException">Whatever kept the answer from being made.</exception>
    IAsyncEnumerable<CompletionEvent> StreamAsync(CompletionCall request, CancellationToken cancellationToken = default);

    /// <summary>Whether the answer is being made. A chat asks before it takes a turn over.</summary>
    [Orleans.Concurrency.AlwaysInterleave]
    Task<bool> IsRunningAsync();
}
