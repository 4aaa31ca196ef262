namespace Inference.Hosting;

/// <summary>Before anything else starts: a server that could not listen neither opens its storage nor joins a cluster.</summary>
internal sealed class ListeningCheck(Func<string?> explainRefusal) : IHostedLifecycleService
{
    /// <exception cref="ListeningException">An address is taken, or cannot be had.</exception>
    public Task StartingAsync(CancellationToken cancellationToken) =>
        explainRefusal() is { } reason ? throw new ListeningException(reason) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
