using Microsoft.Extensions.Logging;

namespace Inference.Models.Servers;

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
