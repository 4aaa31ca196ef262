using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Inference.Errors;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace Inference.Completions;

// The silo that took the request makes the answer: nobody else needs the grain, and no hop is cheaper than none.
[GrainType("completion"), PreferLocalPlacement]
internal sealed class CompletionGrain(CompletionPipeline pipeline, IOptionsMonitor<CompletionOptions> options, TimeProvider clock)
    : Grain, ICompletionGrain, IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new(Timeout.InfiniteTimeSpan, clock);

    // The answer is made by this task, not by the calls that wait for it: they may go away.
    private Task<Completion>? _answer;
    private bool _orphaned;

    public async Task<Completion> AnswerAsync(CompletionCall request, CancellationToken cancellationToken)
    {
        using var gone = cancellationToken.UnsafeRegister(static grain => ((CompletionGrain)grain!).Orphan(), this);
        try
        {
            return await Start(request, null);
        }
        finally
        {
            DeactivateOnIdle();
        }
    }

    // The stream interleaves with every other call, which is harmless: Start refuses a second answer.
    public async IAsyncEnumerable<CompletionEvent> StreamAsync(
        CompletionCall request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateUnbounded<CompletionEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var answer = Start(request, events.Writer);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken))
            {
                yield return happened;
            }

            await answer;
        }
        finally
        {
            Leave();
        }
    }

    public Task<bool> IsRunningAsync() => Task.FromResult(_answer is { IsCompleted: false });

    /// <summary>A silo that stops lets its clients have their answers first; one that nobody waits for is cut short, and stored.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_answer is { IsCompleted: false } running)
        {
            await _stop.CancelAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    public void Dispose() => _stop.Dispose();

    private Task<Completion> Start(CompletionCall request, ChannelWriter<CompletionEvent>? listener)
    {
        if (_answer is not null)
        {
            throw new InferenceException(ErrorKind.ResourceConflict, "This completion is being made already.", "id");
        }

        return _answer = RunAsync(request, listener);
    }

    private async Task<Completion> RunAsync(CompletionCall request, ChannelWriter<CompletionEvent>? listener)
    {
        try
        {
            var id = this.GetPrimaryKeyString().Split('/', 2)[1];
            return await pipeline.RunAsync(new CompletionRun(id, request, clock.GetUtcNow(), listener), _stop.Token);
        }
        finally
        {
            listener?.TryComplete();
            if (_orphaned)
            {
                DeactivateOnIdle();
            }
        }
    }

    /// <summary>Nobody waits any more: what still runs has the grace time left.</summary>
    private void Orphan()
    {
        _orphaned = true;
        _stop.CancelAfter(options.CurrentValue.OrphanGrace);
    }

    /// <summary>A stream has ended, or its reader has gone. How it ended is read after the iterator is through, so the grain stays for that.</summary>
    private void Leave()
    {
        if (_answer is { IsCompleted: false })
        {
            Orphan();
        }
        else
        {
            this.RegisterGrainTimer(Deactivate, new GrainTimerCreationOptions(Linger, Timeout.InfiniteTimeSpan));
        }
    }

    private Task Deactivate(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
