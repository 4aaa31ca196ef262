namespace Inference.FrontEnd;

/// <summary>Retries the first connection until the process stops: a front end may be started before any silo, and before the database.</summary>
internal sealed partial class SiloConnectionRetryFilter(TimeProvider clock, ILogger<SiloConnectionRetryFilter> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private bool _hasLogged;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_hasLogged)
        {
            _hasLogged = true;
            LogWaiting(exception.Message);
        }

        await Task.Delay(RetryDelay, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo was reached, waiting for one: {Reason}")]
    private partial void LogWaiting(string reason);
}
