using Inference.Chats;
using Inference.Errors;
using Inference.Experts;
using Inference.Guards;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Messages;
using Inference.Models.Catalog;

namespace Inference.Completions.Pipeline;

/// <summary>From a request to its answer: the conversation; guard, router and the expert's model beside one another; storage. Read it top to bottom.</summary>
internal sealed class CompletionPipeline(
    IGrainFactory grains,
    ModelCatalog catalog,
    GuardStage guard,
    RouterStage router,
    AnswerStage expert,
    CompletionRecorder recorder,
    OwnerQuota quota,
    CompletionMetrics metrics,
    CallFailureLog failures,
    TimeProvider clock)
{
    private const int RetryAfterSeconds = 1;

    public async Task<Completion> RunAsync(CompletionRun run, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        await quota.EnsureRoomAsync(run.Call.Caller, cancellationToken);
        await OpenAsync(run);
        metrics.Began();
        try
        {
            await RunStagesAsync(run, cancellationToken);
            await recorder.StoreAsync(run);
            metrics.Ended(run, clock.GetElapsedTime(began), failure: null);
        }
        catch (Exception failure)
        {
            metrics.Ended(run, clock.GetElapsedTime(began), failure);
            await recorder.FailAsync(run, failure);
            if (!TransientFailures.IsStorageFailure(failure))
            {
                failures.Write(run.Id, run.Model, failure);
            }

            throw;
        }

        run.Events.Append(new CompletionEvent.Ended(run.Answer.FinishReason, run.Answer.Usage, run.Timings()));
        return run.ToCompletion();
    }

    /// <summary>A failure here rejects the request before it is a completion, so it is not logged. Too short to be cancelled.</summary>
    private async Task OpenAsync(CompletionRun run)
    {
        var call = run.Call;
        run.ChatId = call.ChatId ?? (call.Keep ? Identifier.New(Identifier.Chat, clock.GetUtcNow()) : null);
        if (call.ChatId is { } chatId)
        {
            var chat = grains.GetChat(call.Caller.Environment, chatId);
            run.Turn = await (call.Keep
                ? chat.BeginTurnAsync(call.Caller, run.Id)
                : chat.PeekTurnAsync(call.Caller));
        }

        try
        {
            run.Model = catalog.Require(call.Model ?? run.Settings.Model ?? catalog.Default);
            run.Messages = Conversation.Follow(run.History, call.Messages, isTurn: call.ChatId is not null || call.Api != CompletionCall.OpenAIApi);
            guard.RefuseUnreadable(run);
        }
        catch (InferenceException)
        {
            await recorder.AbandonAsync(run);
            throw;
        }
    }

    /// <summary>
    /// Runs guard, router and the expert's model concurrently. The model's answer is withheld until the router has chosen and the guard has passed
    /// the request, and is discarded otherwise.
    /// </summary>
    private async Task RunStagesAsync(CompletionRun run, CancellationToken cancellationToken)
    {
        using var refused = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = run.Model;
        var judging = guard.JudgeAsync(run, cancellationToken);
        var routing = RouteAsync(run, judging, refused.Token);
        var asking = CallModelAsync(run, routing, judging, refused.Token);
        try
        {
            run.Guard = await judging;
            if (run.Guard is not { IsSafe: false })
            {
                await routing;
                if (asking.IsFaulted)
                {
                    // Before the first event, as with an open circuit breaker or a full queue: still a status code.
                    await asking;
                }

                AppendOpening(run);
                await asking;
                return;
            }

            await StopModelAsync(asking, refused);
            DiscardSpeculation(run, "guard");
            (run.Model, run.Expert, run.Router) = (asked, null, null);
            Refuse(run);
        }
        catch (Exception exception)
        {
            await StopModelAsync(asking, refused);
            if (!run.Events.HasBegun)
            {
                run.Answer.Discard();
            }

            if (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            if (run is { IsSiloStopping: true, Answer.IsEmpty: true })
            {
                // Cancelled by the shutdown before its first event: an outage, so that a repetition is answered.
                throw new InferenceException(ErrorKind.Overloaded, "The silo that was to answer is stopping; try again.", retryAfterSeconds: RetryAfterSeconds);
            }

            await expert.CountCancelledAsync(run);
        }
    }

    /// <summary>Chooses the expert. The likely one's model is called meanwhile: the call is returned if it is chosen, and aborted otherwise.</summary>
    private async Task<SpeculativeCall?> RouteAsync(CompletionRun run, Task<GuardResult?> judging, CancellationToken cancellationToken)
    {
        var (likely, choosing) = await router.BeginAsync(run, cancellationToken);
        var speculation = choosing.IsCompleted ? null : Speculate(run, likely, judging, cancellationToken);
        try
        {
            (var chosen, run.Router) = await choosing;
            if (speculation is not null && chosen?.Id == likely?.Id)
            {
                (var right, speculation) = (speculation, null);
                return right;
            }

            run.Expert = chosen;
        }
        finally
        {
            if (speculation is not null)
            {
                await speculation.AbortAsync();
            }
        }

        if (speculation is not null)
        {
            DiscardSpeculation(run, "router");
        }

        run.Model = catalog.Require(ModelOf(run, run.Expert));
        return null;
    }

    /// <summary>Begins the call of the likely expert's model, unless its configuration excludes speculative calls.</summary>
    private SpeculativeCall? Speculate(CompletionRun run, Expert? likely, Task<GuardResult?> judging, CancellationToken cancellationToken)
    {
        var model = ModelOf(run, likely);
        var mayPass = !judging.IsCompleted || judging is { IsCompletedSuccessfully: true, Result: not { IsSafe: false } };
        if (!mayPass || !catalog.Contains(model) || catalog.Get(model) is not { Options.Speculative: true, Name: var name })
        {
            return null;
        }

        (run.Expert, run.Model) = (likely, name);
        return SpeculativeCall.Begin(stop => expert.AnswerAsync(run, stop), cancellationToken);
    }

    private async Task CallModelAsync(CompletionRun run, Task<SpeculativeCall?> routing, Task<GuardResult?> judging, CancellationToken cancellationToken)
    {
        if (await routing is { } speculation)
        {
            await speculation.CommitAsync();
            return;
        }

        var mayOverlap = !judging.IsCompleted && catalog.Get(run.Model).Options.Speculative;
        if (mayOverlap || await judging is not { IsSafe: false })
        {
            await expert.AnswerAsync(run, cancellationToken);
        }
    }

    /// <summary>Discards a speculative answer, of which no event was sent.</summary>
    private void DiscardSpeculation(CompletionRun run, string discardedBy)
    {
        if (run.ModelTotal > TimeSpan.Zero)
        {
            metrics.SpeculationWasted(run.Model, discardedBy);
        }

        run.Answer.Discard();
        (run.ModelFirstToken, run.ModelTotal) = (TimeSpan.Zero, TimeSpan.Zero);
    }

    private void Refuse(CompletionRun run)
    {
        AppendOpening(run);
        run.AppendText(guard.Refusal);
        run.Answer.FinishReason = FinishReason.ContentFilter;
    }

    /// <summary>Stops the model and ignores its result.</summary>
    private static async Task StopModelAsync(Task asking, CancellationTokenSource refused)
    {
        await refused.CancelAsync();
        await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private void AppendOpening(CompletionRun run)
    {
        run.Events.Append(new CompletionEvent.Began(run.Id, run.ChatId, run.Model, run.CreatedAt)
        {
            NamesChat = run.Call.NamesChat,
            IncludesUsage = run.Call.IncludesUsage,
            HoldsHeaders = expert.HoldsHeaders,
            Timings = run.Call.Stream ? run.Timings() : null,
        });
        if (run.Shown(run.Guard) is { } guarded)
        {
            run.Events.Append(new CompletionEvent.Guarded(guarded));
        }

        if (run.Shown(run.Router) is { } routed)
        {
            run.Events.Append(new CompletionEvent.Routed(routed));
        }
    }

    private string ModelOf(CompletionRun run, Expert? chosen) => run.Call.Model ?? run.Settings.Model ?? chosen?.Fields.Model ?? catalog.Default;
}
