using Inference.ApiKeys;
using Inference.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Inference.InferenceLogs;

/// <summary>Deletes logs that are older than the operator keeps them, at the start and every minute.</summary>
internal sealed partial class LogRetention(
    ILogStore logs, IOptionsMonitor<LogOptions> options, TimeProvider clock, ILogger<LogRetention> logger) : BackgroundService
{
    // A step takes some ten milliseconds; other writers get their turn between two.
    private const int Step = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            if (options.CurrentValue.Retention is { } retention)
            {
                await DeleteAsync(clock.GetUtcNow() - retention, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task DeleteAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var environment in ApiKeyEnvironments.All)
            {
                while (await logs.DeleteAsync(environment, before, Step, cancellationToken) == Step)
                {
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next minute's run tries again.
            if (!TransientFailures.IsStorageFailure(exception))
            {
                LogNotDeleted(exception, before);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The logs from before {Before} were not all deleted")]
    private partial void LogNotDeleted(Exception exception, DateTimeOffset before);
}
