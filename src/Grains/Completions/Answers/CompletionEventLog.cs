using System.Runtime.CompilerServices;

namespace Inference.Completions.Answers;

/// <summary>
/// The events of a completion, for any number of readers, each at its own position. A reader gets what was appended since its last read, as much at once as
/// <paramref name="mostAtOnce"/>: a slow reader costs no memory beyond that, and delays no other. Used within one grain's turns.
/// </summary>
internal sealed class CompletionEventLog(AnswerBuilder answer, int mostAtOnce = CompletionEventLog.MostAtOnce)
{
    // In UTF-16 units and pieces of other members: about one second of a model's output, and little beside a connection's buffers.
    private const int MostAtOnce = 4_096;

    private readonly List<CompletionEvent> _opening = [];
    private CompletionEvent.Began? _began;
    private CompletionEvent.Ended? _ended;
    private TaskCompletionSource? _signal;
    private bool _isComplete;

    /// <summary>Whether readers get the answer's events.</summary>
    public bool HasBegun => _began is not null;

    public void Append(CompletionEvent completionEvent)
    {
        _began = completionEvent as CompletionEvent.Began ?? _began;
        _ended = completionEvent as CompletionEvent.Ended ?? _ended;
        if (_ended is null)
        {
            _opening.Add(completionEvent);
        }

        Signal();
    }

    /// <summary>Wakes the readers after the answer was extended.</summary>
    public void Signal()
    {
        var grown = _signal;
        _signal = null;
        grown?.SetResult();
    }

    /// <summary>Ends the log: readers finish after the last event.</summary>
    public void Complete()
    {
        _isComplete = true;
        Signal();
    }

    /// <summary>Reads from a position to the end and waits for further events. The first event is always <see cref="CompletionEvent.Began"/>.</summary>
    public async IAsyncEnumerable<CompletionEvent> ReadAsync(
        long position, bool replayed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (isIntroduced, isEnded) = (false, false);
        while (true)
        {
            // Read before the pieces: the answer may be extended and end while the reader handles one.
            var (isLast, ending) = (_isComplete, _ended);
            if (!isIntroduced && _began is { } began)
            {
                yield return began with { Replayed = replayed, Extra = answer.ScalarsAt(position - _opening.Count) };
                position = Math.Max(position, 1);
                isIntroduced = true;
            }

            foreach (var completionEvent in After(position))
            {
                yield return completionEvent;
                position += completionEvent.Length;
            }

            if (IsBehind(position))
            {
                continue;
            }

            if (!isEnded && ending is not null)
            {
                yield return ending with { Position = _opening.Count + answer.Length };
                isEnded = true;
            }

            if (isLast)
            {
                yield break;
            }

            if (!HasMore(position, isEnded))
            {
                _signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await _signal.Task.WaitAsync(cancellationToken);
            }
        }
    }

    private List<CompletionEvent> After(long position)
    {
        var news = new List<CompletionEvent>();
        if (!HasBegun)
        {
            return news;
        }

        for (var i = (int)Math.Min(position, _opening.Count); i < _opening.Count; i++)
        {
            news.Add(_opening[i]);
        }

        answer.ReadAfter(Math.Max(position - _opening.Count, 0), mostAtOnce, news);
        return news;
    }

    private bool HasMore(long position, bool isEnded) =>
        _isComplete || (_ended is not null && !isEnded) || IsBehind(position);

    private bool IsBehind(long position) => HasBegun && position < _opening.Count + answer.Length;
}
