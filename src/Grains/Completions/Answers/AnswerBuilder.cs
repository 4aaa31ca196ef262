using System.Collections.Immutable;
using System.Text;
using Inference.Messages;
using Inference.Models;

namespace Inference.Completions.Answers;

/// <summary>Collects an answer's parts and their order.</summary>
internal sealed class AnswerBuilder
{
    private readonly List<Segment> _segments = [];
    private readonly List<(int Index, ToolCallBuilder Call)> _calls = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private string? _wholeText;

    public string? Text => _text.Length == 0 ? null : _wholeText ??= _text.ToString();

    public string? Reasoning => _reasoning.Length == 0 ? null : _reasoning.ToString();

    public FinishReason FinishReason { get; set; }

    public Usage Usage { get; set; } = Usage.None;

    public bool IsEmpty => _segments.Count == 0;

    /// <summary>UTF-16 units of all parts.</summary>
    public long Length { get; private set; }

    public ImmutableArray<AnswerSpan> Order => [.. _segments.Select(segment => new AnswerSpan(segment.Part, segment.Call, segment.Length))];

    /// <summary>Evaluated for every log, so it allocates nothing.</summary>
    public bool IsInUsualOrder
    {
        get
        {
            for (var i = 1; i < _segments.Count; i++)
            {
                if (Place(_segments[i - 1]) >= Place(_segments[i]))
                {
                    return false;
                }
            }

            return true;

            static int Place(Segment segment) => AnswerOrder.PlaceOf(segment.Part, segment.Call);
        }
    }

    public void AddText(string? text)
    {
        Add(AnswerPart.Text, 0, text);
        _wholeText = null;
    }

    /// <summary>Discards an answer of which no event was sent.</summary>
    public void Discard()
    {
        _segments.Clear();
        _calls.Clear();
        _text.Clear();
        _reasoning.Clear();
        (_wholeText, Length, FinishReason, Usage) = (null, 0, FinishReason.Stop, Usage.None);
    }

    public void AddReasoning(string? text) => Add(AnswerPart.Reasoning, 0, text);

    public void Add(ModelUpdate update)
    {
        AddReasoning(update.Reasoning);
        AddText(update.Text);
        foreach (var delta in update.ToolCalls)
        {
            Add(delta);
        }

        FinishReason = update.FinishReason ?? FinishReason;
        Usage = update.Usage ?? Usage;
    }

    public void Add(ModelAnswer answer)
    {
        AddReasoning(answer.ReasoningContent);
        AddText(answer.Content);
        for (var i = 0; i < answer.ToolCalls.Length; i++)
        {
            Add(new ToolCallDelta(i, answer.ToolCalls[i].Id, answer.ToolCalls[i].Name, answer.ToolCalls[i].Arguments));
        }

        FinishReason = answer.FinishReason;
        Usage = answer.Usage;
    }

    /// <summary>Calls are numbered in the order of their first delta, not by the model's index; a repeated id or name is ignored.</summary>
    public void Add(ToolCallDelta delta)
    {
        if (delta.Length == 0)
        {
            return;
        }

        var number = _calls.FindIndex(known => known.Index == delta.Index);
        if (number < 0)
        {
            number = _calls.Count;
            _calls.Add((delta.Index, new ToolCallBuilder()));
        }

        var call = _calls[number].Call;
        Add(AnswerPart.CallId, number, call.Id.Length == 0 ? delta.Id : null);
        Add(AnswerPart.CallName, number, call.Name.Length == 0 ? delta.Name : null);
        Add(AnswerPart.CallArguments, number, delta.Arguments);
    }

    public ImmutableArray<ToolCall> ToolCalls() => [.. _calls.Select(known => known.Call.ToToolCall())];

    /// <summary>The answer's pieces after a position, up to a length, in their order and as few as possible.</summary>
    /// <param name="units">UTF-16 units to skip.</param>
    /// <param name="most">UTF-16 units to return at most; at least two, since surrogate pairs are not split.</param>
    public IEnumerable<CompletionEvent.Piece> After(long units, int most)
    {
        ToolCallDelta? call = null;
        foreach (var segment in _segments)
        {
            var skipped = (int)Math.Min(units, segment.Length);
            units -= skipped;
            if (skipped == segment.Length)
            {
                continue;
            }

            var text = Cut(Builder(segment.Part, segment.Call), segment.Start + skipped, segment.Length - skipped, most);
            if (text.Length == 0)
            {
                break;
            }

            most -= text.Length;
            if (call is not null && !Continues(call, segment))
            {
                yield return new CompletionEvent.Piece(null, null, [call]);
                call = null;
            }

            if (segment.Part is AnswerPart.Text or AnswerPart.Reasoning)
            {
                yield return segment.Part == AnswerPart.Text ? new(text, null, []) : new CompletionEvent.Piece(null, text, []);
            }
            else
            {
                call = With(call ?? new ToolCallDelta(segment.Call, null, null, null), segment.Part, text);
            }
        }

        if (call is not null)
        {
            yield return new CompletionEvent.Piece(null, null, [call]);
        }
    }

    private void Add(AnswerPart part, int call, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        var builder = Builder(part, call);
        if (_segments is [.., var last] && last.Part == part && last.Call == call)
        {
            _segments[^1] = last with { Length = last.Length + text.Length };
        }
        else
        {
            _segments.Add(new Segment(part, call, builder.Length, text.Length));
        }

        builder.Append(text);
        Length += text.Length;
    }

    private StringBuilder Builder(AnswerPart part, int call) => part switch
    {
        AnswerPart.Reasoning => _reasoning,
        AnswerPart.Text => _text,
        AnswerPart.CallId => _calls[call].Call.Id,
        AnswerPart.CallName => _calls[call].Call.Name,
        AnswerPart.CallArguments => _calls[call].Call.Arguments,
        AnswerPart.Extra or AnswerPart.CallExtra => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    /// <summary>A part of a text, not longer than a maximum and without splitting a surrogate pair.</summary>
    private static string Cut(StringBuilder text, int start, int length, int most)
    {
        if (length > most)
        {
            length = most > 0 && char.IsHighSurrogate(text[start + most - 1]) ? most - 1 : most;
        }

        return text.ToString(start, length);
    }

    // A delta's own order is id, name, arguments.
    private static bool Continues(ToolCallDelta call, Segment segment) => call.Index == segment.Call && segment.Part switch
    {
        AnswerPart.CallName => call.Name is null && call.Arguments is null,
        AnswerPart.CallArguments => call.Arguments is null,
        _ => false,
    };

    private static ToolCallDelta With(ToolCallDelta call, AnswerPart part, string text) => part switch
    {
        AnswerPart.CallId => call with { Id = text },
        AnswerPart.CallName => call with { Name = text },
        _ => call with { Arguments = text },
    };

    /// <summary>Where in its part it starts, and how long it is.</summary>
    private readonly record struct Segment(AnswerPart Part, int Call, int Start, int Length);
}

/// <summary>A tool call as far as it has come.</summary>
internal sealed class ToolCallBuilder
{
    public StringBuilder Id { get; } = new();

    public StringBuilder Name { get; } = new();

    public StringBuilder Arguments { get; } = new();

    public ToolCall ToToolCall() => new(Id.ToString(), Name.ToString(), Arguments.ToString());
}
