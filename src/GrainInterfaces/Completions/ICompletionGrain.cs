using System.Collections.Immutable;
using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;

namespace Inference.Completions;

/// <summary>
/// One answer: made by the first call, whoever listens, and told to anybody for as long as its log is kept. Get it with
/// <see cref="CompletionGrainFactory.GetCompletion"/>.
/// </summary>
[Alias("Inference.Completions.ICompletionGrain")]
public interface ICompletionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes the whole answer; it is stored when this returns. A call that is repeated joins the one that runs, or gets what it made. A
    /// cancelled call goes on for the grace time.
    /// </summary>
    /// <exception cref="InferenceException">
    /// Whatever kept the answer from being made; <see cref="ErrorKind.IdempotencyConflict"/> when a repeated call asks for something else.
    /// </exception>
    [ResponseTimeout("01:00:00")]
    Task<Completion> AnswerAsync(CompletionCall request, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same, told as it comes; the answer is stored when <see cref="CompletionEvent.Ended"/> comes. What fails before the first event
    /// fails the call, what fails later ends the stream with the exception.
    /// </summary>
    IAsyncEnumerable<CompletionEvent> StreamAsync(CompletionCall request, CancellationToken cancellationToken = default);

    /// <summary>Tells what a reader has not had yet: began, then whatever is beyond the position that its events' lengths add up to.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>, or whatever kept the answer from being made.</exception>
    IAsyncEnumerable<CompletionEvent> ResumeAsync(Caller caller, long after, CancellationToken cancellationToken = default);

    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>, or whatever kept the answer from being made.</exception>
    Task<CompletionStatus> GetAsync(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Stops an answer that is being made: what is there is stored and returned. One that has ended is returned as it is.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>, or whatever kept the answer from being made.</exception>
    Task<CompletionStatus> CancelAsync(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes what was said in a completion that has ended: the answer, the contents of its log, and its turn of a chat. Safe to repeat. One that runs is
    /// cancelled instead, and returned.
    /// </summary>
    /// <returns><see langword="null"/> when the contents are deleted.</returns>
    /// <exception cref="InferenceException">
    /// <see cref="ErrorKind.ResourceNotFound"/>, or <see cref="ErrorKind.ResourceConflict"/> while its chat answers another message.
    /// </exception>
    Task<CompletionStatus?> DeleteAsync(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>The request's messages.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>, also when contents are not kept.</exception>
    Task<ImmutableArray<LoggedMessage>> GetMessagesAsync(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Whether the answer is being made. A chat asks before it takes a turn over.</summary>
    [Orleans.Concurrency.AlwaysInterleave]
    Task<bool> IsRunningAsync();
}
