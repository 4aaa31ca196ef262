using System.Runtime.InteropServices;

namespace Inference.Hosting;

/// <summary>The first signal lets running answers end; the second ends the process at once.</summary>
internal sealed class SecondSignal(IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private const int Interrupted = 130;

    private readonly List<PosixSignalRegistration> _registrations = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, End));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, End));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            Environment.Exit(Interrupted);
        }

        lifetime.StopApplication();
    }
}
