using System.Text.Json.Serialization.Metadata;
using Inference.Completions.Contract;
using Inference.Errors;
using Inference.Http;

namespace Inference.Completions;

/// <summary>
/// A completion as server-sent events. The response starts after guard and router, or with the answer's first piece where headers are held: a failure
/// before that has a status of its own, a later one is an event. After an interval without either a heartbeat starts it.
/// </summary>
internal sealed class CompletionStream(
    IAsyncEnumerable<CompletionEvent> events,
    CompletionChunks chunks,
    StreamTypes types,
    TimeSpan admission,
    TimeProvider clock) : IResult
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    private readonly List<CompletionEvent> _held = [];
    private readonly long _startedAt = clock.GetTimestamp();
    private CompletionTimings _timings = new();
    private bool _isReplayed;
    private bool _holdsHeaders;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var response = new ServerSentEvents(httpContext);
        try
        {
            await using var source = events.GetAsyncEnumerator(httpContext.RequestAborted);
            if (HeadRequests.IsHead(httpContext))
            {
                // The first event decides the status; a HEAD response has no body.
                await source.MoveNextAsync();
                Start(response);
                return;
            }

            while (await NextAsync(source, response, httpContext.RequestAborted))
            {
                Handle(source.Current, response);
            }

            response.Done();
            await response.FlushAsync(httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client disconnected; the completion goes on for its grace period.
        }
        catch (Exception exception) when (response.HasStarted)
        {
            response.Event(null, ErrorEnvelope.Of(exception, httpContext.TraceIdentifier), types.Error);
            await response.FlushAsync(httpContext.RequestAborted);
        }
    }

    /// <summary>Waits for the next event; flushes before it waits, and sends heartbeats meanwhile.</summary>
    private async ValueTask<bool> NextAsync(
        IAsyncEnumerator<CompletionEvent> source, ServerSentEvents response, CancellationToken cancellationToken)
    {
        var moving = source.MoveNextAsync();
        if (moving.IsCompleted)
        {
            return await moving;
        }

        if (response.HasStarted)
        {
            await response.FlushAsync(cancellationToken);
        }

        var next = moving.AsTask();
        while (true)
        {
            try
            {
                return await next.WaitAsync(HeartbeatInterval, clock, cancellationToken);
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                Start(response);
                response.Heartbeat();
                await response.FlushAsync(cancellationToken);
            }
        }
    }

    private void Handle(CompletionEvent completionEvent, ServerSentEvents response)
    {
        if (completionEvent is CompletionEvent.Began began)
        {
            (_isReplayed, _holdsHeaders, _timings) = (began.Replayed, began.HoldsHeaders, began.Timings ?? _timings);
        }

        // A resumed stream starts at once: that the completion exists is known. What stands around an answer is not yet one.
        var isFirstPiece = completionEvent is CompletionEvent.Ended or CompletionEvent.Piece { HasContent: true };
        if (isFirstPiece || chunks.IsResumed || !_holdsHeaders)
        {
            Start(response, isFirstPiece);
        }

        if (response.HasStarted)
        {
            Write(completionEvent, response);
        }
        else
        {
            _held.Add(completionEvent);
        }
    }

    private void Start(ServerSentEvents response, bool hasFirstPiece = false)
    {
        if (response.HasStarted)
        {
            return;
        }

        var timings = hasFirstPiece ? _timings with { ModelFirstToken = clock.GetElapsedTime(_startedAt) } : _timings;
        response.Start(ServerTiming.Of(admission, timings), _isReplayed);
        foreach (var completionEvent in _held)
        {
            Write(completionEvent, response);
        }
    }

    private void Write(CompletionEvent completionEvent, ServerSentEvents response)
    {
        foreach (var chunk in chunks.Of(completionEvent))
        {
            response.Event(chunks.EventId(), chunk, types.Chunk);
        }
    }
}

/// <summary>The JSON types of the events of a stream.</summary>
internal sealed record StreamTypes(JsonTypeInfo<CompletionChunk> Chunk, JsonTypeInfo<ErrorEnvelope> Error);
