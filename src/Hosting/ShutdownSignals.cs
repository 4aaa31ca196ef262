using System.Runtime.InteropServices;

namespace Inference;

/// <summary>
/// SIGINT, SIGTERM and SIGQUIT. Before the process serves, a signal ends it at once: nothing is lost, since all that is stored is stored in transactions.
/// While it serves, the first signal begins a graceful shutdown, and the second ends the process at once (forced shutdown).
/// </summary>
internal sealed class ShutdownSignals : IDisposable
{
    // As shells count: 128 and the signal's number.
    private const int Interrupted = 130;
    private const int Terminated = 143;
    private const int Quit = 131;

    private static volatile bool _isEnding;

    private readonly PosixSignalRegistration[] _registrations;
    private readonly SemaphoreSlim _deferral = new(1, 1);
    private volatile Action? _stop;
    private int _received;

    public ShutdownSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Handle),
    ];

    /// <summary>Whether a signal is ending the process: libraries release their resources while other threads still run, whose failures mean nothing.</summary>
    public static bool IsEnding => _isEnding;

    /// <summary>From now on the first signal calls this in place of ending the process.</summary>
    public void StopBy(Action stop) => _stop = stop;

    /// <summary>Until the result is disposed of, a first signal waits before it ends the process: a key that is shown must be stored.</summary>
    public async Task<IDisposable> DeferAsync(CancellationToken cancellationToken)
    {
        await _deferral.WaitAsync(cancellationToken);
        return new Deferral(_deferral);
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

            _deferral.Wait();
        }

        _isEnding = true;
        Environment.Exit(context.Signal switch
        {
            PosixSignal.SIGTERM => Terminated,
            PosixSignal.SIGQUIT => Quit,
            _ => Interrupted,
        });
    }

    private sealed class Deferral(SemaphoreSlim semaphore) : IDisposable
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

/// <summary>Replaces the framework's lifetime, which lets a signal cancel a start halfway: <see cref="ShutdownSignals"/> handles signals.</summary>
internal sealed class SignalLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
