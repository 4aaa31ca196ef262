namespace Inference.Statistics;

internal sealed class LogPublisher(IClusterClient cluster) : ILogPublisher
{
    public Task PublishAsync(string environment, IReadOnlyList<LogEvent> events) => cluster
        .GetStreamProvider(LogEvents.Provider)
        .GetStream<LogEvent>(StreamId.Create(LogEvents.Namespace, environment))
        .OnNextBatchAsync(events);
}
