namespace Inference.Statistics;

/// <summary>Puts log events on the stream of their environment. They may get lost, and come more than once.</summary>
public interface ILogPublisher
{
    Task PublishAsync(string environment, IReadOnlyList<LogEvent> events);
}
