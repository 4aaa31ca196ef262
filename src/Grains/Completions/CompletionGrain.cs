using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Inference.ApiKeys;
using Inference.Completions.Pipeline;
using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Inference.Completions;

// Placed on the silo that received the request: other calls of this grain are rare, and a local call needs no hop.
// All calls interleave: they await the one answer or read its events. The answer is begun between two awaits, so only once.
[GrainType("completion"), PreferLocalPlacement, Reentrant]
internal sealed class CompletionGrain(
    CompletionPipeline pipeline, CompletionLimiter limiter, CompletionArchive archive, IOptionsMonitor<CompletionOptions> options, TimeProvider clock)
    : Grain, ICompletionGrain, IDisposable
{
    private static readonly TimeSpan RetainAfterEnd = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new(Timeout.InfiniteTimeSpan, clock);

    // The answer's task is independent of the calls that await it, which may be cancelled.
    private CompletionHandle? _current;
    private CompletionRun? _run;

    // Read from the log and kept until the grain deactivates.
    private CompletionHandle? _archived;
    private int _erasures;
    private int _listeners;
    private bool _retains;
    private bool _isLeaving;

    private EnvironmentKey Key => field ??= EnvironmentKey.Parse(this.GetPrimaryKeyString());

    private string Environment => Key.Environment;

    private string Id => Key.Id;

    private bool IsRunning => _current is { Answer.IsCompleted: false };

    public async Task<Completion> CompleteAsync(CompletionCall request, CancellationToken cancellationToken)
    {
        using var listener = Listen(cancellationToken);
        var handle = await BeginAsync(request, cancellationToken);
        var answer = await handle.Answer;
        return handle.Replayed ? answer with { Replayed = true } : answer;
    }

    public async IAsyncEnumerable<CompletionEvent> StreamAsync(
        CompletionCall request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = Listen(cancellationToken, retains: true);
        var handle = await BeginAsync(request, cancellationToken);
        await foreach (var completionEvent in handle.ReadAsync(after: 0, cancellationToken))
        {
            yield return completionEvent;
        }
    }

    public async IAsyncEnumerable<CompletionEvent> ResumeAsync(
        Caller caller, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = Listen(cancellationToken, retains: true);
        var handle = await FindAsync(caller, cancellationToken);
        await foreach (var completionEvent in handle.ReadAsync(after, cancellationToken))
        {
            yield return completionEvent;
        }
    }

    public async Task<CompletionStatus> GetAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var listener = Listen(CancellationToken.None);
        var handle = await FindAsync(caller, cancellationToken);
        return handle.Answer.IsCompleted
            ? new CompletionStatus(await handle.Answer, IsRunning: false, handle.NamesChat)
            : new CompletionStatus(_run!.Snapshot(), IsRunning: true, handle.NamesChat);
    }

    public async Task<CompletionStatus> CancelAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var listener = Listen(CancellationToken.None);
        var handle = await FindAsync(caller, cancellationToken);
        if (!handle.Answer.IsCompleted)
        {
            await _stop.CancelAsync();
        }

        return new CompletionStatus(await handle.Answer, IsRunning: false, handle.NamesChat);
    }

    public async Task<CompletionStatus?> DeleteAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var listener = Listen(CancellationToken.None);
        var handle = await FindAsync(caller, cancellationToken);
        if (!handle.Answer.IsCompleted)
        {
            return await CancelAsync(caller, cancellationToken);
        }

        await archive.EraseAsync(caller, Id);
        (_current, _run, _archived) = (null, null, null);
        _erasures++;
        return null;
    }

    public async Task<ImmutableArray<LoggedMessage>> GetMessagesAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var listener = Listen(CancellationToken.None);
        return await (await FindAsync(caller, cancellationToken)).ReadMessagesAsync();
    }

    public Task<bool> IsRunningAsync() => Task.FromResult(IsRunning);

    /// <summary>A silo that stops waits for running answers for the grace time, then cancels them and stores what they have.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isLeaving = true;
        if (IsRunning)
        {
            // A client whose stream breaks here finds the whole answer in the log.
            var answer = (Task)_current!.Answer;
            await answer.WaitAsync(options.CurrentValue.StopGrace, clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            _run!.IsSiloStopping = true;
            await _stop.CancelAsync();
            await ((Task)_current!.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Begins the answer; for a repeated call, finds it running or in its log.</summary>
    private async ValueTask<CompletionHandle> BeginAsync(CompletionCall request, CancellationToken cancellationToken)
    {
        var archived = _current is null && request.Repeatable ? await FindArchivedAsync(cancellationToken) : null;
        // Another call may have begun while this one waited for the archive.
        if ((archived ?? _current) is { } known)
        {
            SettleReservation(request, used: 0);
            return known.Repeat(request);
        }

        _run = new CompletionRun(Id, request, clock.GetUtcNow());
        _current = CompletionHandle.Of(_run, RunAsync(_run));
        return _current;
    }

    private async ValueTask<CompletionHandle> FindAsync(Caller caller, CancellationToken cancellationToken)
    {
        var handle = _current ?? await FindArchivedAsync(cancellationToken);
        return handle is not null && caller.Sees(handle.Owner) ? handle : throw InferenceException.NotFound("completion", Id);
    }

    private async ValueTask<CompletionHandle?> FindArchivedAsync(CancellationToken cancellationToken)
    {
        while (_archived is null)
        {
            var erasures = _erasures;
            if (await archive.FindAsync(Environment, Id, cancellationToken) is not { } archived)
            {
                return null;
            }

            // A log that was read before a deletion is not cached after it.
            _archived = erasures == _erasures ? CompletionHandle.Of(archived) : null;
        }

        return _archived;
    }

    private async Task<Completion> RunAsync(CompletionRun run)
    {
        try
        {
            using var lease = await limiter.AcquireAsync(run.Call, _stop.Token);
            return await pipeline.RunAsync(run, _stop.Token);
        }
        finally
        {
            SettleReservation(run.Call, run.Answer.Usage.TotalTokens);
            run.Events.Complete();
            if (_listeners == 0)
            {
                DeactivateOnIdle();
            }
        }
    }

    private void SettleReservation(CompletionCall call, int used)
    {
        if (call.Reservation is { } reserved)
        {
            _ = GrainFactory.GetApiKey(reserved.KeyId).SettleAsync(reserved.Window, reserved.Tokens, used);
        }
    }

    private CompletionListener Listen(CancellationToken cancellationToken, bool retains = false)
    {
        if (_listeners++ == 0 && IsRunning)
        {
            _stop.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        _retains |= retains;
        return new CompletionListener(Leave, cancellationToken);
    }

    /// <summary>
    /// Without listeners a running answer has the grace time left. Orleans reads how a stream ended after its iterator completed, so the
    /// grain stays for that.
    /// </summary>
    private void Leave()
    {
        if (--_listeners > 0 || _isLeaving)
        {
            // A listener may be disposed after the deactivation began.
            return;
        }

        if (IsRunning)
        {
            _stop.CancelAfter(options.CurrentValue.OrphanGrace);
        }
        else if (_retains)
        {
            this.RegisterGrainTimer(Deactivate, new GrainTimerCreationOptions(RetainAfterEnd, Timeout.InfiniteTimeSpan));
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
