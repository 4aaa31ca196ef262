using System.Threading.Channels;
using Inference.InferenceLogs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Inference.Statistics;

/// <summary>
/// Publishes what this silo's ledger has committed, in batches a few times a second, so that callers of the ledger do not wait
/// for the stream. Where the stream is blocked the oldest events are dropped: statistics are built from the outbox.
/// </summary>
internal sealed partial class LogEventPublisher(ILogEventSink publisher, TimeProvider clock, ILogger<LogEventPublisher> logger) : BackgroundService
{
    private const int MaxWaiting = 8_192;

    // A publication is one message, which must fit into a block of the stream's memory.
    private const int MaxPublished = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Channel<LogEvent> _waiting = Channel.CreateBounded<LogEvent>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Takes a log that is durable.</summary>
    public void Add(InferenceLog log) => _waiting.Writer.TryWrite(new LogEvent
    {
        Id = log.Id,
        Environment = log.Environment,
        Owner = log.Owner,
        ApiKeyId = log.ApiKeyId,
        Model = log.Model,
        Type = log.Type,
        Succeeded = log.Succeeded,
        InputTokens = log.InputTokens,
        OutputTokens = log.OutputTokens,
        CachedTokens = log.CachedTokens,
        ReasoningTokens = log.ReasoningTokens,
        LatencyMilliseconds = log.LatencyMilliseconds,
        CreatedAt = log.CreatedAt,
    });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken) && await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var events in Take().GroupBy(log => log.Environment))
            {
                await PublishAsync(events.Key, [.. events]);
            }
        }
    }

    private List<LogEvent> Take()
    {
        var events = new List<LogEvent>();
        while (_waiting.Reader.TryRead(out var log))
        {
            events.Add(log);
        }

        return events;
    }

    private async Task PublishAsync(string environment, LogEvent[] events)
    {
        try
        {
            foreach (var part in events.Chunk(MaxPublished))
            {
                await publisher.PublishAsync(environment, part);
            }
        }
        catch (Exception exception)
        {
            // What is counted does not depend on it, and the next events may get through.
            LogNotPublished(exception, events.Length, environment);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Events} log events of {Environment} were not published")]
    private partial void LogNotPublished(Exception exception, int events, string environment);
}
