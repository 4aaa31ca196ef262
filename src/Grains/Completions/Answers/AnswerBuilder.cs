using System.Collections.Immutable;
using System.Text;
using Inference.Messages;
using Inference.Models;

namespace Inference.Completions.Answers;

/// <summary>Collects an answer's parts and their order.</summary>
internal sealed class AnswerBuilder
{
    private readonly AnswerSegments _segments = new();
    private readonly List<ToolCallBuilder> _calls = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();

    // Pieces of other members, the answer's and its calls', as they came.
    private List<string>? _extras;
    private string? _wholeText;
    private string? _wholeExtra;

    public string? Text => _text.Length == 0 ? null : _wholeText ??= _text.ToString();

    public string? Reasoning => _reasoning.Length == 0 ? null : _reasoning.ToString();

    public FinishReason FinishReason { get; set; }

    public Usage Usage { get; set; } = Usage.None;

    /// <summary>Whether nothing was said: what stands around an answer, such as the server's fingerprint, says nothing.</summary>
    public bool IsEmpty => _text.Length + _reasoning.Length + _calls.Count == 0 && AnswerExtraMerge.OfMessage(Extra) is null;

    /// <summary>UTF-16 units of all parts, and pieces of other members.</summary>
    public long Length => _segments.Length;

    public ImmutableArray<AnswerSpan> Order => _segments.Order;

    public bool IsInUsualOrder => _segments.IsInUsualOrder;

    /// <summary>The answer's other members: <see cref="AnswerExtra"/>, merged.</summary>
    public string? Extra => _extras is null ? null : _wholeExtra ??= AnswerExtraMerge.OfAnswer(OwnExtras(long.MaxValue, out _));

    /// <summary>The pieces of other members, of the answer and its calls, in the order in which they came; <see langword="null"/> when there are none.</summary>
    public ImmutableArray<string>? Extras => _extras is null ? null : [.. _extras];

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
        (_extras, _wholeText, _wholeExtra, FinishReason, Usage) = (null, null, null, FinishReason.Stop, Usage.None);
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

        AddExtra(update.Extra);
        FinishReason = update.FinishReason ?? FinishReason;
        Usage = update.Usage ?? Usage;
    }

    public void Add(ModelAnswer answer)
    {
        AddReasoning(answer.ReasoningContent);
        AddText(answer.Content);
        for (var i = 0; i < answer.ToolCalls.Length; i++)
        {
            var call = answer.ToolCalls[i];
            Add(new ToolCallDelta(i, call.Id, call.Name, call.Arguments) { Extra = call.Extra });
        }

        foreach (var extra in answer.Extras)
        {
            AddExtra(extra);
        }

        FinishReason = answer.FinishReason;
        Usage = answer.Usage;
    }

    /// <summary>Calls are numbered in the order of their first delta, not by the model's index; a repeated id is ignored.</summary>
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
            _calls.Add(new ToolCallBuilder(delta.Index));
        }

        var call = _calls[number];
        Add(AnswerPart.CallId, number, call.Id.Length == 0 ? delta.Id : null);
        Add(AnswerPart.CallName, number, delta.Name);
        Add(AnswerPart.CallArguments, number, delta.Arguments);
        if (delta.Extra is { } extra)
        {
            call.AddExtra(extra);
            AddPiece(AnswerPart.CallExtra, number, extra);
        }
    }

    /// <summary>Adds a piece of <see cref="AnswerExtra"/>.</summary>
    public void AddExtra(string? extra)
    {
        if (extra is not null)
        {
            AddPiece(AnswerPart.Extra, 0, extra);
            _wholeExtra = null;
        }
    }

    public ImmutableArray<ToolCall> ToolCalls() => [.. _calls.Select(call => call.ToToolCall())];

    /// <summary>The answer's own members that every chunk has which follows a position, a JSON object: see <see cref="AnswerExtraMerge.ScalarsOf"/>.</summary>
    public string? ScalarsAt(long units)
    {
        return _extras is null ? null : AnswerExtraMerge.ScalarsOf(OwnExtras(units, out var passed), passed);
    }

    /// <summary>
    /// Reads the answer's pieces after a position, up to a length, in their order and as few as possible. Other members come with what precedes them, as log
    /// probabilities do with their text, and two pieces of them never in one event.
    /// </summary>
    /// <param name="units">UTF-16 units to skip, and pieces of other members.</param>
    /// <param name="most">UTF-16 units to read at most; at least two, since surrogate pairs are not split. Other members count, but are not parted from what they
    /// come with.</param>
    /// <param name="events">Where they are added; its last piece is extended.</param>
    public void ReadAfter(long units, int most, List<CompletionEvent> events)
    {
        var first = _segments.IndexAt(units);
        for (var i = first; i < _segments.Count; i++)
        {
            var segment = _segments[i];
            var skipped = (int)Math.Max(units - segment.Position, 0);
            if (!segment.IsExtra)
            {
                var text = Cut(Builder(segment.Part, segment.Call), segment.Start + skipped, segment.Length - skipped, most);
                if (text.Length > 0)
                {
                    AnswerPieces.Add(events, segment, text);
                }

                most -= text.Length;
                if (text.Length < segment.Length - skipped)
                {
                    return;
                }

                continue;
            }

            for (var n = skipped; n < segment.Length; n++, most--)
            {
                var comesWithOthers = n == 0 && i > first && segment.ComesWith(_segments[i - 1]);
                if (most <= 0 && !comesWithOthers)
                {
                    return;
                }

                AnswerPieces.Add(events, segment, _extras![segment.Start + n]);
            }
        }
    }

    private void Add(AnswerPart part, int call, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        var builder = Builder(part, call);
        _segments.Append(part, call, builder.Length, text.Length);
        builder.Append(text);
    }

    private void AddPiece(AnswerPart part, int call, string extra)
    {
        _extras ??= [];
        _segments.Append(part, call, _extras.Count, 1);
        _extras.Add(extra);
    }

    /// <summary>The pieces of the answer's own other members, and how many of them are before a position.</summary>
    private List<string> OwnExtras(long units, out int passed)
    {
        var own = new List<string>(_extras!.Count);
        passed = 0;
        for (var i = 0; i < _segments.Count; i++)
        {
            var segment = _segments[i];
            if (segment.Part == AnswerPart.Extra)
            {
                own.AddRange(_extras.GetRange(segment.Start, segment.Length));
                passed += (int)Math.Clamp(units - segment.Position, 0, segment.Length);
            }
        }

        return own;
    }

    private StringBuilder Builder(AnswerPart part, int call) => part switch
    {
        AnswerPart.Reasoning => _reasoning,
        AnswerPart.Text => _text,
        AnswerPart.CallId => _calls[call].Id,
        AnswerPart.CallName => _calls[call].Name,
        AnswerPart.CallArguments => _calls[call].Arguments,
        AnswerPart.Extra or AnswerPart.CallExtra => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    /// <summary>A part of a text, not longer than a maximum and without splitting a surrogate pair.</summary>
    private static string Cut(StringBuilder text, int start, int length, int most)
    {
        if (length > most)
        {
            length = most > 0 && char.IsHighSurrogate(text[start + most - 1]) ? most - 1 : Math.Max(most, 0);
        }

        return text.ToString(start, length);
    }
}
