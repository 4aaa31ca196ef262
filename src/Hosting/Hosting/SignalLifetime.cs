namespace Inference.Hosting;

/// <summary>In place of the framework's, which lets a signal cancel a start halfway: <see cref="ShutdownSignals"/> decides what signals do.</summary>
internal sealed class SignalLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
