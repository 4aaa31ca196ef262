using Inference.ApiKeys;
using Inference.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Inference.Statistics;

/// <summary>Folds the outbox at the start, and every minute the entries that no event announced.</summary>
internal sealed partial class StatisticsSchedule(IGrainFactory grains, TimeProvider clock, ILogger<StatisticsSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            foreach (var environment in ApiKeyEnvironments.All)
            {
                await FoldAsync(environment, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FoldAsync(string environment, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetStatistics(environment).FoldAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What waits is counted in answers all the same, and a minute later it is tried again.
            if (!TransientFailures.IsStorageFailure(exception))
            {
                LogNotFolded(exception, environment);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The logs of {Environment} were not folded into statistics")]
    private partial void LogNotFolded(Exception exception, string environment);
}
