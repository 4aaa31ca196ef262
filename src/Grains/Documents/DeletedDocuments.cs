using Inference.Errors;
using Inference.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Inference.Documents;

/// <summary>Forgets deleted documents once their creation can no longer be repeated.</summary>
internal sealed partial class DeletedDocuments(IDocumentStore documents, TimeProvider clock, ILogger<DeletedDocuments> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await documents.ForgetDeletedAsync(clock.GetUtcNow() - StoredDocument<object>.Repeatable, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // What is left over is a few rows until the next hour.
                if (!TransientFailures.IsStorageFailure(exception))
                {
                    LogFailed(exception);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Deleted documents were not forgotten")]
    private partial void LogFailed(Exception exception);
}
