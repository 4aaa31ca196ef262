namespace Inference.Statistics;

/// <summary>Puts log events on the stream of their environment. They may get lost, and come more than once.</summary>
public interface ILogEventSink
{
    Task PublishAsync(string environment, IReadOnlyList<LogEvent> events);
}

internal sealed class LogEventSink(IClusterClient cluster) : ILogEventSink
{
    public Task PublishAsync(string environment, IReadOnlyList<LogEvent> events) => cluster
        .GetStreamProvider(LogEvents.Provider)
        .GetStream<LogEvent>(StreamId.Create(LogEvents.Namespace, environment))
        .OnNextBatchAsync(events);
}
