using System.Text.Json.Serialization.Metadata;
using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.Completions.Contract;
using Inference.Errors;
using Inference.Identity;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

/// <summary>Runs, reads, cancels and deletes completions through their grains, and makes the result that the client asked for.</summary>
internal sealed class CompletionRunner(IGrainFactory grains, TimeProvider clock, IOptions<JsonOptions> json)
{
    private readonly JsonTypeInfo<CompletionResponse> _response = TypeOf<CompletionResponse>(json.Value);
    private readonly StreamTypes _stream = new(TypeOf<CompletionChunk>(json.Value), TypeOf<ErrorEnvelope>(json.Value));

    public async Task<IResult> RunAsync(CompletionCall call, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var caller = idempotency.Caller;
        await CheckAttributionAsync(call, cancellationToken);
        var completion = grains.GetCompletion(call.Caller.Environment, idempotency.NewId(Identifier.Completion));
        call = call with { Repeatable = idempotency.HasKey, Reservation = TakeReservation(caller) };
        if (call.Stream)
        {
            return Stream(completion.StreamAsync(call, cancellationToken), after: 0, completion, caller);
        }

        var answer = await CompletionWatchdog.WaitAsync(completion, completion.CompleteAsync(call, cancellationToken), clock, cancellationToken);
        if (answer.Replayed)
        {
            idempotency.MarkReplayed();
        }

        return new CompletionReply(CompletionResponse.From(answer, call.NamesChat, isRunning: false), _response, ServerTiming.Of(caller.Elapsed, answer.Timings));
    }

    /// <summary>The events beyond a position.</summary>
    public IResult Resume(string id, long after, RequestCaller caller, CancellationToken cancellationToken)
    {
        var completion = grains.GetCompletion(caller.Caller.Environment, id);
        return Stream(completion.ResumeAsync(caller.Caller, after, cancellationToken), after, completion, caller);
    }

    public async Task<IResult> ShowAsync(string id, RequestCaller caller, CancellationToken cancellationToken) =>
        Show(await grains.GetCompletion(caller.Caller.Environment, id).GetAsync(caller.Caller, cancellationToken));

    public async Task<IResult> CancelAsync(string id, RequestCaller caller, CancellationToken cancellationToken) =>
        Show(await grains.GetCompletion(caller.Caller.Environment, id).CancelAsync(caller.Caller, cancellationToken));

    /// <summary>Deletes the contents of a completion that has ended; one that runs is cancelled, and can be deleted then.</summary>
    public async Task<IResult> DeleteAsync(string id, RequestCaller caller, CancellationToken cancellationToken) =>
        await grains.GetCompletion(caller.Caller.Environment, id).DeleteAsync(caller.Caller, cancellationToken) is { } cancelled
            ? new CompletionReply(CompletionResponse.From(cancelled.Completion, cancelled.NamesChat, isRunning: false) with { Deleted = false }, _response, serverTiming: "")
            : TypedResults.Ok(new CompletionDeletionResponse { Id = id, Deleted = true });

    // The completion's grain settles it, or null where the key's tokens have no limit.
    private static TokenReservation? TakeReservation(RequestCaller caller)
    {
        var (key, window) = (caller.Caller.KeyId, caller.Admission.TokenWindow);
        return caller.TakeReservedTokens() is not 0 and var tokens ? new TokenReservation(key, window, tokens) : null;
    }

    private async ValueTask CheckAttributionAsync(CompletionCall call, CancellationToken cancellationToken)
    {
        if (call.AttributedKeyId != call.Caller.KeyId
            && (await grains.GetApiKey(call.AttributedKeyId).GetAsync(cancellationToken))?.Fields.Environment != call.Caller.Environment)
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, "api_key must be the id of an API key of this environment.", "api_key");
        }
    }

    private CompletionStream Stream(IAsyncEnumerable<CompletionEvent> events, long after, ICompletionGrain completion, RequestCaller caller) =>
        new(CompletionEvents.ReadAsync(events, after, completion, caller.Caller), new CompletionChunks(after), _stream, caller.Elapsed, clock);

    private CompletionReply Show(CompletionStatus status) =>
        new(CompletionResponse.From(status.Completion, status.NamesChat, status.IsRunning), _response, serverTiming: "")
        {
            StatusCode = status.IsRunning ? StatusCodes.Status202Accepted : StatusCodes.Status200OK,
        };

    private static JsonTypeInfo<T> TypeOf<T>(JsonOptions json) => (JsonTypeInfo<T>)json.SerializerOptions.GetTypeInfo(typeof(T));
}
