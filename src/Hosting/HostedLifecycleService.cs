namespace Inference;

/// <summary>A hosted service that acts in some of the host's moments: those that a subclass overrides.</summary>
internal abstract class HostedLifecycleService : IHostedLifecycleService
{
    /// <summary>Before the first service is started.</summary>
    public virtual Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the last service was started.</summary>
    public virtual Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before the first service is stopped.</summary>
    public virtual Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the last service was stopped.</summary>
    public virtual Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
