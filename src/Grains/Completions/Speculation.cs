namespace Inference.Completions;

/// <summary>An answer that is begun before it is known whether it is wanted. It is kept or dropped, once.</summary>
internal sealed class Speculation
{
    private readonly CancellationTokenSource _drop;
    private readonly Task _answer;

    private Speculation(CancellationTokenSource drop, Task answer) => (_drop, _answer) = (drop, answer);

    public static Speculation Begin(Func<CancellationToken, Task> answer, CancellationToken cancellationToken)
    {
        var drop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new Speculation(drop, answer(drop.Token));
    }

    /// <summary>Waits for its end, good or bad.</summary>
    public async Task KeepAsync()
    {
        using (_drop)
        {
            await _answer;
        }
    }

    /// <summary>Stops it; how it ends is of no interest.</summary>
    public async Task DropAsync()
    {
        using (_drop)
        {
            await _drop.CancelAsync();
            await _answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
