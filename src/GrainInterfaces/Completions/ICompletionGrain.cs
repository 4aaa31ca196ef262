using System.Collections.Immutable;
using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Paging;

namespace Inference.Completions;

/// <summary>
/// One answer: the first call makes it, and any call of its owner can read it for as long as its log is kept. Get it with
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
    /// The failure that kept the answer from being made; <see cref="ErrorKind.IdempotencyConflict"/> when a repeated call asks for something else.
    /// </exception>
    // The alias is the method id of its first name, AnswerAsync, so that silos of different versions call each other.
    [Alias("AD60570A"), ResponseTimeout("01:00:00")]
    Task<Completion> CompleteAsync(CompletionCall request, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same as a stream; the answer is stored when <see cref="CompletionEvent.Ended"/> comes. What fails before the first event
    /// fails the call, what fails later ends the stream with the exception.
    /// </summary>
    IAsyncEnumerable<CompletionEvent> StreamAsync(CompletionCall request, CancellationToken cancellationToken = default);

    /// <summary>Streams the events after a position, which is the sum of the lengths of the events already read. The first is always <see cref="CompletionEvent.Began"/>.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>, or the failure that kept the answer from being made.</exception>
    IAsyncEnumerable<CompletionEvent> ResumeAsync(Caller caller, long after, CancellationToken cancellationToken = default);

    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>, or the failure that kept the answer from being made.</exception>
    Task<CompletionStatus> GetAsync(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Stops an answer that is being made: what is there is stored and returned. One that has ended is returned as it is.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ResourceNotFound"/>, or the failure that kept the answer from being made.</exception>
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

/// <summary>Lists stored completions. A stateless worker; use key 0.</summary>
[Alias("Inference.Completions.ICompletionQueryGrain")]
public interface ICompletionQueryGrain : IGrainWithIntegerKey
{
    // The alias is the method id from when its filter had another namespace.
    [Alias("1A935404"), ResponseTimeout("00:00:30")]
    Task<Page<Completion>> ListAsync(StoredCompletionFilter filter, PageRequest page, CancellationToken cancellationToken = default);
}

/// <summary>The only place that knows how a completion's key is built.</summary>
public static class CompletionGrainFactory
{
    public static ICompletionGrain GetCompletion(this IGrainFactory grains, string environment, string completionId) =>
        GrainReferences<ICompletionGrain>.Get(grains, EnvironmentKey.Format(environment, completionId));

    public static ICompletionQueryGrain GetCompletionQueries(this IGrainFactory grains) => grains.GetGrain<ICompletionQueryGrain>(0);
}
