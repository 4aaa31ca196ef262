using Inference.Errors;
using Inference.Http;

namespace Inference.Completions;

/// <summary>
/// A completion as server-sent events. The response begins when guard and router have spoken, or with the answer's first piece where headers are held; what
/// fails before that has a status of its own, and what fails later is an event. Where neither comes for long a heartbeat begins it.
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
    private readonly long _began = clock.GetTimestamp();
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
                // Waits for what decides the status, and for nothing after it.
                await source.MoveNextAsync();
                Start(response);
                return;
            }

            while (await NextAsync(source, response, httpContext.RequestAborted))
            {
                Take(source.Current, response);
            }

            response.Done();
            await response.FlushAsync(httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client went away; the completion goes on for its grace time without us.
        }
        catch (Exception exception) when (response.HasStarted)
        {
            response.Event(null, ErrorEnvelope.Of(exception, httpContext.TraceIdentifier), types.Error);
            await response.FlushAsync(httpContext.RequestAborted);
        }
    }

    /// <summary>Waits for the next event; what is written goes out first, and heartbeats while nothing comes.</summary>
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

    private void Take(CompletionEvent completionEvent, ServerSentEvents response)
    {
        if (completionEvent is CompletionEvent.Began began)
        {
            (_isReplayed, _holdsHeaders, _timings) = (began.Replayed, began.HoldsHeaders, began.Timings ?? _timings);
        }

        // Who comes back learns at once that there is something to come back to.
        var isFirstPiece = completionEvent is CompletionEvent.Piece or CompletionEvent.Ended;
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

        var timings = hasFirstPiece ? _timings with { ModelFirstToken = clock.GetElapsedTime(_began) } : _timings;
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
