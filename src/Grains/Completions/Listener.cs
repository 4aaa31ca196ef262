namespace Inference.Completions;

/// <summary>Somebody who waits for an answer, until it is disposed or its token is cancelled, whichever comes first.</summary>
internal sealed class Listener : IDisposable
{
    private readonly CancellationTokenRegistration _registration;
    private Action? _leave;

    public Listener(Action leave, CancellationToken cancellationToken)
    {
        _leave = leave;
        _registration = cancellationToken.UnsafeRegister(static listener => ((Listener)listener!).Leave(), this);
    }

    public void Dispose()
    {
        _registration.Dispose();
        Leave();
    }

    private void Leave() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
