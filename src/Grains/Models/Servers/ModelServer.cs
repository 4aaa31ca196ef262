using Inference.Limiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly;

namespace Inference.Models.Servers;

/// <summary>
/// One model's client with its resilience pipeline and limiter. It lives as long as the catalog or a running
/// answer uses it, so that a reload closes no connection in use.
/// </summary>
internal sealed class ModelServer(
    IChatClient client, ResiliencePipeline pipeline, ServerHealth health, FairConcurrencyLimiter? gate, params IDisposable[] connections)
{
    private int _users = 1;

    public IChatClient Client { get; } = client;

    public ServerHealth Health { get; } = health;

    /// <summary>Retries and the circuit breaker, around everything up to the first piece of an answer.</summary>
    public ResiliencePipeline Pipeline { get; } = pipeline;

    /// <summary>Waits for a turn, where the server takes but so many requests at once.</summary>
    public ValueTask<FairConcurrencyLimiter.Lease?> AcquireAsync(string queue, CancellationToken cancellationToken) =>
        gate is null ? ValueTask.FromResult<FairConcurrencyLimiter.Lease?>(null) : WaitAsync(gate, queue, cancellationToken);

    /// <summary>False when the last user has gone and the connections are closed.</summary>
    public bool TryAcquire()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            foreach (var connection in connections)
            {
                connection.Dispose();
            }
        }
    }

    private static async ValueTask<FairConcurrencyLimiter.Lease?> WaitAsync(FairConcurrencyLimiter gate, string queue, CancellationToken cancellationToken) =>
        await gate.AcquireAsync(queue, cancellationToken);
}

/// <summary>Whether a model's server works, as its circuit breaker sees it. Logs the change from one to the other, and not each trial in between.</summary>
internal sealed partial class ServerHealth(string model, string? endpoint, ILogger logger)
{
    private readonly string _host = Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) ? uri.Authority : "";
    private int _isFailing;

    public bool IsFailing => Volatile.Read(ref _isFailing) == 1;

    /// <summary>The breaker opened: at first, or again after a trial.</summary>
    public void Opened(TimeSpan duration, Exception? failure)
    {
        if (Interlocked.Exchange(ref _isFailing, 1) == 0)
        {
            var reason = failure is ModelServerException { Cause: { } cause } known ? $"{known.Message} ({cause})" : failure?.Message ?? "";
            LogOpened(model, _host, duration, reason);
        }
    }

    public void Closed()
    {
        if (Interlocked.Exchange(ref _isFailing, 0) == 1)
        {
            LogClosed(model, _host);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The circuit breaker of model {Model} at {Host} opened, and its server is tried every {Pause} until it works: {Reason}")]
    private partial void LogOpened(string model, string host, TimeSpan pause, string reason);

    [LoggerMessage(LogLevel.Information, "The circuit breaker of model {Model} at {Host} closed: its server works again")]
    private partial void LogClosed(string model, string host);
}
