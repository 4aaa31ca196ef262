using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Inference.ApiKeys;
using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Queueing;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Inference.Completions;

// The silo that took the request makes the answer: nobody else needs the grain, and no hop is cheaper than none.
// Every call interleaves with every other: they only wait for the one answer, or read what there is of it. What begins it does so between two awaits.
[GrainType("completion"), PreferLocalPlacement, Reentrant]
internal sealed class CompletionGrain(
    CompletionPipeline pipeline, CompletionGate gate, CompletionArchive archive, IOptionsMonitor<CompletionOptions> options, TimeProvider clock)
    : Grain, ICompletionGrain, IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new(Timeout.InfiniteTimeSpan, clock);

    // The answer is made by this task, not by the calls that wait for it: they may go away.
    private Telling? _making;
    private CompletionRun? _run;

    // What its log tells of it, for as long as anybody listens.
    private Telling? _told;
    private int _erasures;
    private int _listeners;
    private bool _lingers;
    private bool _isLeaving;

    private string Environment => field ??= this.GetPrimaryKeyString().Split('/', 2)[0];

    private string Id => field ??= this.GetPrimaryKeyString().Split('/', 2)[1];

    private bool IsRunning => _making is { Answer.IsCompleted: false };

    public async Task<Completion> AnswerAsync(CompletionCall request, CancellationToken cancellationToken)
    {
        using var listener = Listen(cancellationToken);
        var telling = await BeginAsync(request, cancellationToken);
        var answer = await telling.Answer;
        return telling.Replayed ? answer with { Replayed = true } : answer;
    }

    public async IAsyncEnumerable<CompletionEvent> StreamAsync(
        CompletionCall request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = Listen(cancellationToken, lingers: true);
        var telling = await BeginAsync(request, cancellationToken);
        await foreach (var happened in telling.ReadAsync(after: 0, cancellationToken))
        {
            yield return happened;
        }
    }

    public async IAsyncEnumerable<CompletionEvent> ResumeAsync(
        Caller caller, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = Listen(cancellationToken, lingers: true);
        var telling = await FindAsync(caller, cancellationToken);
        await foreach (var happened in telling.ReadAsync(after, cancellationToken))
        {
            yield return happened;
        }
    }

    public async Task<CompletionStatus> GetAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var listener = Listen(CancellationToken.None);
        var telling = await FindAsync(caller, cancellationToken);
        return telling.Answer.IsCompleted
            ? new CompletionStatus(await telling.Answer, IsRunning: false, telling.NamesChat)
            : new CompletionStatus(_run!.Snapshot(), IsRunning: true, telling.NamesChat);
    }

    public async Task<CompletionStatus> CancelAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var listener = Listen(CancellationToken.None);
        var telling = await FindAsync(caller, cancellationToken);
        if (!telling.Answer.IsCompleted)
        {
            await _stop.CancelAsync();
        }

        return new CompletionStatus(await telling.Answer, IsRunning: false, telling.NamesChat);
    }

    public async Task<CompletionStatus?> DeleteAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var listener = Listen(CancellationToken.None);
        var telling = await FindAsync(caller, cancellationToken);
        if (!telling.Answer.IsCompleted)
        {
            return await CancelAsync(caller, cancellationToken);
        }

        await archive.EraseAsync(caller, Id);
        (_making, _run, _told) = (null, null, null);
        _erasures++;
        return null;
    }

    public async Task<ImmutableArray<LoggedMessage>> GetMessagesAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var listener = Listen(CancellationToken.None);
        return await (await FindAsync(caller, cancellationToken)).ReadMessagesAsync();
    }

    public Task<bool> IsRunningAsync() => Task.FromResult(IsRunning);

    /// <summary>A silo that stops lets answers end first; one that takes too long is cut short, and what there is of it stored.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isLeaving = true;
        if (IsRunning)
        {
            // A silo that goes lets answers end first. Whoever listened finds the whole of it in the log.
            var answer = (Task)_making!.Answer;
            await answer.WaitAsync(options.CurrentValue.StopGrace, clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            _run!.LosesItsSilo = true;
            await _stop.CancelAsync();
            await ((Task)_making!.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Begins the answer; or, where the call is repeated, finds it running or in its log.</summary>
    private async ValueTask<Telling> BeginAsync(CompletionCall request, CancellationToken cancellationToken)
    {
        var told = _making is null && request.Repeatable ? await RecallAsync(cancellationToken) : null;
        // Another call may have begun while this one waited for the archive.
        if ((told ?? _making) is { } known)
        {
            Settle(request, used: 0);
            return known.Repeat(request);
        }

        _run = new CompletionRun(Id, request, clock.GetUtcNow());
        _making = Telling.Of(_run, RunAsync(_run));
        return _making;
    }

    private async ValueTask<Telling> FindAsync(Caller caller, CancellationToken cancellationToken)
    {
        var telling = _making ?? await RecallAsync(cancellationToken);
        return telling is not null && caller.Sees(telling.Owner) ? telling : throw InferenceException.NotFound("completion", Id);
    }

    private async ValueTask<Telling?> RecallAsync(CancellationToken cancellationToken)
    {
        while (_told is null)
        {
            var erasures = _erasures;
            if (await archive.FindAsync(Environment, Id, cancellationToken) is not { } archived)
            {
                return null;
            }

            // What was read before a deletion is not remembered after it.
            _told = erasures == _erasures ? Telling.Of(archived) : null;
        }

        return _told;
    }

    private async Task<Completion> RunAsync(CompletionRun run)
    {
        try
        {
            using var pass = await gate.EnterAsync(run.Call, _stop.Token);
            return await pipeline.RunAsync(run, _stop.Token);
        }
        finally
        {
            Settle(run.Call, run.Answer.Usage.TotalTokens);
            run.Transcript.Close();
            if (_listeners == 0)
            {
                DeactivateOnIdle();
            }
        }
    }

    private void Settle(CompletionCall call, int used)
    {
        if (call.Reservation is { } reserved)
        {
            _ = GrainFactory.GetApiKey(reserved.KeyId).SettleAsync(reserved.Window, reserved.Tokens, used);
        }
    }

    private Listener Listen(CancellationToken cancellationToken, bool lingers = false)
    {
        if (_listeners++ == 0 && IsRunning)
        {
            _stop.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        _lingers |= lingers;
        return new Listener(Leave, cancellationToken);
    }

    /// <summary>
    /// When nobody waits any more, what still runs has the grace time left. How a stream ended is read after its iterator is through, so the
    /// grain stays for that.
    /// </summary>
    private void Leave()
    {
        if (--_listeners > 0 || _isLeaving)
        {
            // A listener may be told that the grain has gone, and leave it after that.
            return;
        }

        if (IsRunning)
        {
            _stop.CancelAfter(options.CurrentValue.OrphanGrace);
        }
        else if (_lingers)
        {
            this.RegisterGrainTimer(Deactivate, new GrainTimerCreationOptions(Linger, Timeout.InfiniteTimeSpan));
        }
        else
        {
            DeactivateOnIdle();
        }
    }

    private Task Deactivate(CancellationToken cancellationToken)
    {
        if (_listeners == 0)
        {
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }
}
