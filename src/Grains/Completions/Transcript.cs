using System.Runtime.CompilerServices;

namespace Inference.Completions;

/// <summary>
/// What a completion tells, for any number of readers, each at a place of its own. A reader takes what has come since it last looked, as much at once as
/// <paramref name="mostAtOnce"/>: one that is slow costs no memory beyond that, and keeps nobody waiting. Used within one grain's turns.
/// </summary>
internal sealed class Transcript(AnswerDraft answer, int mostAtOnce = Transcript.MostAtOnce)
{
    // In UTF-16 units. Enough for what models say in a second, little beside what a connection costs.
    private const int MostAtOnce = 4_096;

    private readonly List<CompletionEvent> _opening = [];
    private CompletionEvent.Began? _began;
    private CompletionEvent.Ended? _ended;
    private TaskCompletionSource? _grown;
    private bool _isClosed;

    /// <summary>Whether readers have been told that there is an answer, and of it whatever there is.</summary>
    public bool HasBegun => _began is not null;

    public void Tell(CompletionEvent happened)
    {
        _began = happened as CompletionEvent.Began ?? _began;
        _ended = happened as CompletionEvent.Ended ?? _ended;
        if (_ended is null)
        {
            _opening.Add(happened);
        }

        Grow();
    }

    /// <summary>Wakes the readers: the answer has grown.</summary>
    public void Grow()
    {
        var grown = _grown;
        _grown = null;
        grown?.SetResult();
    }

    /// <summary>Nothing more will be told, whether or not it has ended well.</summary>
    public void Close()
    {
        _isClosed = true;
        Grow();
    }

    /// <summary>Reads from a position to the end, waiting for what is still to come. How it began is always told, so that a reader knows what it reads.</summary>
    public async IAsyncEnumerable<CompletionEvent> ReadAsync(
        long position, bool replayed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (isIntroduced, isEnded) = (false, false);
        while (true)
        {
            // Looked at before the rest is read: the answer may grow and end while the reader is busy with a piece.
            var (isLast, ending) = (_isClosed, _ended);
            if (!isIntroduced && _began is { } began)
            {
                yield return began with { Replayed = replayed };
                position = Math.Max(position, 1);
                isIntroduced = true;
            }

            foreach (var happened in After(position))
            {
                yield return happened;
                position += happened.Length;
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
                _grown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await _grown.Task.WaitAsync(cancellationToken);
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

        news.AddRange(answer.After(Math.Max(position - _opening.Count, 0), mostAtOnce));
        return news;
    }

    private bool HasMore(long position, bool isEnded) =>
        _isClosed || (_ended is not null && !isEnded) || IsBehind(position);

    private bool IsBehind(long position) => HasBegun && position < _opening.Count + answer.Length;
}
