using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Completions.Answers;

/// <summary>The segments of an answer in the order in which they came.</summary>
internal sealed class AnswerSegments
{
    private readonly List<Segment> _segments = [];

    public int Count => _segments.Count;

    /// <summary>Of all segments.</summary>
    public long Length { get; private set; }

    public ImmutableArray<AnswerSpan> Order => [.. _segments.Select(segment => new AnswerSpan(segment.Part, segment.Call, segment.Length))];

    /// <summary>Evaluated for every log, so it allocates nothing.</summary>
    public bool IsInUsualOrder
    {
        get
        {
            var place = -1;
            foreach (var segment in _segments)
            {
                var next = AnswerOrder.PlaceOf(segment.Part, segment.Call);
                if (next <= place || segment is { Part: AnswerPart.CallExtra, Length: > 1 })
                {
                    return false;
                }

                place = next;
            }

            return true;
        }
    }

    public Segment this[int index] => _segments[index];

    /// <summary>Appends what starts there in its part.</summary>
    public void Append(AnswerPart part, int call, int start, int length)
    {
        if (_segments is [.., var last] && last.Part == part && last.Call == call)
        {
            _segments[^1] = last with { Length = last.Length + length };
        }
        else
        {
            _segments.Add(new Segment(part, call, start, length, Length));
        }

        Length += length;
    }

    /// <summary>The segment at a position of the answer; <see cref="Count"/> behind its end. Readers that keep up ask for each piece, so it is searched for.</summary>
    public int IndexAt(long position)
    {
        var (low, high) = (0, _segments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_segments[middle].End > position)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    public void Clear()
    {
        _segments.Clear();
        Length = 0;
    }
}

/// <summary>A stretch of one part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Call">The tool call's number, of its parts.</param>
/// <param name="Start">Where it starts in its part.</param>
/// <param name="Length">In UTF-16 units, or pieces.</param>
/// <param name="Position">Where it starts in the answer.</param>
internal readonly record struct Segment(AnswerPart Part, int Call, int Start, int Length, long Position)
{
    public long End => Position + Length;

    public bool IsExtra => Part is AnswerPart.Extra or AnswerPart.CallExtra;

    /// <summary>Whether other members belong to the segment before them, and share its event.</summary>
    public bool ComesWith(Segment previous) => previous.Part switch
    {
        AnswerPart.Extra => false,
        AnswerPart.CallExtra => Part == AnswerPart.Extra,
        AnswerPart.Reasoning or AnswerPart.Text => Part == AnswerPart.Extra,
        _ => Part == AnswerPart.Extra || Call == previous.Call,
    };
}
