namespace Inference.Statistics;

/// <summary>A stream that loses a third of its events and repeats another, at random.</summary>
internal sealed class UnreliablePublisher(LogEventSink stream) : ILogEventSink
{
    public async Task PublishAsync(string environment, IReadOnlyList<LogEvent> events)
    {
        for (var times = Random.Shared.Next(3); times > 0; times--)
        {
            await stream.PublishAsync(environment, [.. events.Where(_ => Random.Shared.Next(3) > 0)]);
        }
    }
}
