using System.Collections.Concurrent;

namespace Inference.Load;

/// <summary>Counts clients' errors by kind, and keeps a few of the messages.</summary>
internal sealed class ErrorCounter
{
    private const int MessagesKept = 5;

    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _messages = new();

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public IEnumerable<string> Messages => _messages.OrderBy(kind => kind.Key).SelectMany(kind => kind.Value.Select(message => $"{kind.Key}: {message}"));

    public void Add(string kind, string? message = null)
    {
        _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
        var messages = _messages.GetOrAdd(kind, _ => new ConcurrentQueue<string>());
        if (message is not null && messages.Count < MessagesKept)
        {
            messages.Enqueue(message);
        }
    }
}
