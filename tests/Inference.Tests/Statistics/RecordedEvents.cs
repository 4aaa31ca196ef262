using System.Collections.Concurrent;

namespace Inference.Statistics;

/// <summary>A stream that records what is published, and first fails as often as configured.</summary>
internal sealed class RecordedEvents : ILogEventSink
{
    private readonly ConcurrentQueue<string> _publications = new();
    private readonly ConcurrentQueue<string> _ids = new();

    public int Failures { get; set; }

    public IReadOnlyCollection<string> Publications => _publications;

    public IReadOnlyList<string> Ids => [.. _ids];

    public Task PublishAsync(string environment, IReadOnlyList<LogEvent> events)
    {
        if (Failures > 0)
        {
            Failures--;
            throw new InvalidOperationException("The stream is down.");
        }

        _publications.Enqueue($"{environment}: {string.Join(' ', events.Select(log => log.Id))}");
        foreach (var log in events)
        {
            _ids.Enqueue(log.Id);
        }

        return Task.CompletedTask;
    }
}
