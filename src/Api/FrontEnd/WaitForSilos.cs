namespace Inference.FrontEnd;

/// <summary>A front end may be started before any silo, and before the database: it tries until it is told to stop.</summary>
internal sealed partial class WaitForSilos(TimeProvider clock, ILogger<WaitForSilos> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_told)
        {
            _told = true;
            LogWaiting(exception.Message);
        }

        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo was reached, waiting for one: {Reason}")]
    private partial void LogWaiting(string reason);
}
