using System.Runtime.InteropServices;

namespace Inference.Hosting;

/// <summary>
/// SIGINT, SIGTERM and SIGQUIT. Before the process serves, they end it at once: nothing is lost, since whatever is stored is stored in transactions. While it
/// serves, the first one lets running answers end, and the second ends the process at once.
/// </summary>
internal sealed class ShutdownSignals : IDisposable
{
    // As shells count: 128 and the signal's number.
    private const int Interrupted = 130;
    private const int Terminated = 143;
    private const int Quit = 131;

    private static volatile bool _isEnding;

    private readonly PosixSignalRegistration[] _registrations;
    private readonly SemaphoreSlim _uninterrupted = new(1, 1);
    private volatile Action? _stop;
    private int _received;

    public ShutdownSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Handle),
    ];

    /// <summary>Whether a signal ends the process now. Libraries let go of what they have, under the feet of whatever still runs.</summary>
    public static bool IsEnding => _isEnding;

    /// <summary>From now on the first signal does this, in place of ending the process.</summary>
    public void StopBy(Action stop) => _stop = stop;

    /// <summary>Until it is disposed of, a first signal does not end the process: what is shown must be stored.</summary>
    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await _uninterrupted.WaitAsync(cancellationToken);
        return new Held(_uninterrupted);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) == 1)
        {
            if (_stop is { } stop)
            {
                stop();
                return;
            }

            _uninterrupted.Wait();
        }

        _isEnding = true;
        Environment.Exit(context.Signal switch
        {
            PosixSignal.SIGTERM => Terminated,
            PosixSignal.SIGQUIT => Quit,
            _ => Interrupted,
        });
    }

    private sealed class Held(SemaphoreSlim semaphore) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                semaphore.Release();
            }
        }
    }
}
