using Microsoft.Extensions.Hosting;

namespace Inference.Health;

/// <summary>A process that was told to stop.</summary>
internal sealed class StoppingLifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _started = new();

    public CancellationToken ApplicationStarted => _started.Token;

    public CancellationToken ApplicationStopping { get; } = new(canceled: true);

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication()
    {
    }

    public void Dispose() => _started.Dispose();
}
