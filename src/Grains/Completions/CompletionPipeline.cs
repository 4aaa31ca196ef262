using Inference.Chats;
using Inference.Errors;
using Inference.Experts;
using Inference.Identity;
using Inference.Models;
using Inference.Storage;

namespace Inference.Completions;

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
    CompletionFailureLog failures,
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
            await AnswerAsync(run, cancellationToken);
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

        run.Transcript.Tell(new CompletionEvent.Ended(run.Answer.FinishReason, run.Answer.Usage, run.Timings()));
        return run.ToCompletion();
    }

    /// <summary>What fails here is a request that cannot be answered, not a completion: it is not logged. Too short to be cancelled.</summary>
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
            run.Model = Known(call.Model ?? run.Settings.Model ?? catalog.Default);
            run.Messages = Conversation.Follow(run.History, call.Messages, isTurn: run.ChatId is not null);
            guard.RefuseUnreadable(run);
        }
        catch (InferenceException)
        {
            await recorder.AbandonAsync(run);
            throw;
        }
    }

    /// <summary>
    /// Guard, router and the expert's model at once. What the model says meanwhile is heard by nobody before the router has chosen and the guard is
    /// content, and is forgotten if it is not.
    /// </summary>
    private async Task AnswerAsync(CompletionRun run, CancellationToken cancellationToken)
    {
        using var refused = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = run.Model;
        var judging = guard.JudgeAsync(run, cancellationToken);
        var routing = RouteAsync(run, judging, refused.Token);
        var asking = AskAsync(run, routing, judging, refused.Token);
        try
        {
            run.Guard = await judging;
            if (run.Guard is not { IsSafe: false })
            {
                await routing;
                if (asking.IsFaulted)
                {
                    // Known before anything was told, such as an open circuit breaker or a full queue: still a status code.
                    await asking;
                }

                Begin(run);
                await asking;
                return;
            }

            await EndAsync(asking, refused);
            Forget(run, "guard");
            (run.Model, run.Expert, run.Router) = (asked, null, null);
            Refuse(run);
        }
        catch (Exception exception)
        {
            await EndAsync(asking, refused);
            if (!run.Transcript.HasBegun)
            {
                run.Answer.Discard();
            }

            if (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            if (run is { LosesItsSilo: true, Answer.IsEmpty: true })
            {
                // Nobody cancelled it and nothing was told: an outage, so that whoever asks again is answered.
                throw new InferenceException(ErrorKind.Overloaded, "The silo that was to answer is stopping; try again.", retryAfterSeconds: RetryAfterSeconds);
            }

            await expert.CountCancelledAsync(run);
        }
    }

    /// <summary>Chooses the expert. The one that is likely to be chosen answers meanwhile: what it says is returned if it is, and otherwise forgotten.</summary>
    private async Task<Speculation?> RouteAsync(CompletionRun run, Task<GuardResult?> judging, CancellationToken cancellationToken)
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
                await speculation.DropAsync();
            }
        }

        if (speculation is not null)
        {
            Forget(run, "router");
        }

        run.Model = Known(ModelOf(run, run.Expert));
        return null;
    }

    /// <summary>Begins the answer of the expert that the router is likely to choose, unless its model is not to be asked in vain.</summary>
    private Speculation? Speculate(CompletionRun run, Expert? likely, Task<GuardResult?> judging, CancellationToken cancellationToken)
    {
        var model = ModelOf(run, likely);
        var mayPass = !judging.IsCompleted || judging is { IsCompletedSuccessfully: true, Result: not { IsSafe: false } };
        if (!mayPass || !catalog.Contains(model) || !catalog.Get(model).Options.Speculative)
        {
            return null;
        }

        (run.Expert, run.Model) = (likely, model);
        return Speculation.Begin(stop => expert.AnswerAsync(run, stop), cancellationToken);
    }

    private async Task AskAsync(CompletionRun run, Task<Speculation?> routing, Task<GuardResult?> judging, CancellationToken cancellationToken)
    {
        if (await routing is { } speculation)
        {
            await speculation.KeepAsync();
            return;
        }

        var mayOverlap = !judging.IsCompleted && catalog.Get(run.Model).Options.Speculative;
        if (mayOverlap || await judging is not { IsSafe: false })
        {
            await expert.AnswerAsync(run, cancellationToken);
        }
    }

    /// <summary>Forgets what a model has said that was asked in vain, and that nobody has heard.</summary>
    private void Forget(CompletionRun run, string unwantedBy)
    {
        if (run.ModelTotal > TimeSpan.Zero)
        {
            metrics.AskedInVain(run.Model, unwantedBy);
        }

        run.Answer.Discard();
        (run.ModelFirstToken, run.ModelTotal) = (TimeSpan.Zero, TimeSpan.Zero);
    }

    private void Refuse(CompletionRun run)
    {
        Begin(run);
        run.Say(guard.Refusal);
        run.Answer.FinishReason = FinishReason.ContentFilter;
    }

    /// <summary>Stops the model; how it ends is of no interest.</summary>
    private static async Task EndAsync(Task asking, CancellationTokenSource refused)
    {
        await refused.CancelAsync();
        await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private void Begin(CompletionRun run)
    {
        run.Transcript.Tell(new CompletionEvent.Began(run.Id, run.ChatId, run.Model, run.CreatedAt)
        {
            NamesChat = run.Call.NamesChat,
            IncludesUsage = run.Call.IncludesUsage,
            HoldsHeaders = expert.HoldsHeaders,
            Timings = run.Call.Stream ? run.Timings() : null,
        });
        if (run.Shown(run.Guard) is { } guarded)
        {
            run.Transcript.Tell(new CompletionEvent.Guarded(guarded));
        }

        if (run.Shown(run.Router) is { } routed)
        {
            run.Transcript.Tell(new CompletionEvent.Routed(routed));
        }
    }

    private string ModelOf(CompletionRun run, Expert? chosen) => run.Call.Model ?? run.Settings.Model ?? chosen?.Fields.Model ?? catalog.Default;

    private string Known(string model) =>
        catalog.Contains(model)
            ? model
            : throw new InferenceException(
                ErrorKind.UnknownModel, $"There is no model '{model}'; GET /v1/models lists those there are.", "model");
}
