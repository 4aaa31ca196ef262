namespace Inference.Completions.Pipeline;

/// <summary>A model's call that is begun before its use is certain. It is committed or aborted, once.</summary>
internal sealed class SpeculativeCall
{
    private readonly CancellationTokenSource _abort;
    private readonly Task _answer;

    private SpeculativeCall(CancellationTokenSource drop, Task answer) => (_abort, _answer) = (drop, answer);

    public static SpeculativeCall Begin(Func<CancellationToken, Task> answer, CancellationToken cancellationToken)
    {
        var drop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new SpeculativeCall(drop, answer(drop.Token));
    }

    /// <summary>Waits for its result; throws when it failed.</summary>
    public async Task CommitAsync()
    {
        using (_abort)
        {
            await _answer;
        }
    }

    /// <summary>Stops it and ignores its result.</summary>
    public async Task AbortAsync()
    {
        using (_abort)
        {
            await _abort.CancelAsync();
            await _answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
