using System.Collections.Immutable;
using System.Text;
using Inference.Models;

namespace Inference.Completions;

/// <summary>An answer as far as it has come, and the order in which its parts did.</summary>
internal sealed class AnswerDraft
{
    private readonly List<Stretch> _stretches = [];
    private readonly List<(int Index, ToolCallDraft Call)> _calls = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private string? _wholeText;

    public string? Text => _text.Length == 0 ? null : _wholeText ??= _text.ToString();

    public string? Reasoning => _reasoning.Length == 0 ? null : _reasoning.ToString();

    public FinishReason FinishReason { get; set; }

    public Usage Usage { get; set; } = Usage.None;

    public bool IsEmpty => _stretches.Count == 0;

    /// <summary>UTF-16 units of all parts.</summary>
    public long Length { get; private set; }

    public ImmutableArray<AnswerSpan> Order => [.. _stretches.Select(stretch => new AnswerSpan(stretch.Part, stretch.Call, stretch.Length))];

    /// <summary>Looked at for every log, so it makes no order to compare with.</summary>
    public bool IsInUsualOrder
    {
        get
        {
            for (var i = 1; i < _stretches.Count; i++)
            {
                if (Place(_stretches[i - 1]) >= Place(_stretches[i]))
                {
                    return false;
                }
            }

            return true;

            static int Place(Stretch stretch) => AnswerOrder.PlaceOf(stretch.Part, stretch.Call);
        }
    }

    public void AddText(string? text)
    {
        Add(AnswerPart.Text, 0, text);
        _wholeText = null;
    }

    /// <summary>Forgets what nobody has heard.</summary>
    public void Discard()
    {
        _stretches.Clear();
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

    /// <summary>Calls are numbered as they appear, whatever their model calls them; one that says its id and name again says nothing new.</summary>
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
            _calls.Add((delta.Index, new ToolCallDraft()));
        }

        var call = _calls[number].Call;
        Add(AnswerPart.CallId, number, call.Id.Length == 0 ? delta.Id : null);
        Add(AnswerPart.CallName, number, call.Name.Length == 0 ? delta.Name : null);
        Add(AnswerPart.CallArguments, number, delta.Arguments);
    }

    public ImmutableArray<ToolCall> ToolCalls() => [.. _calls.Select(known => known.Call.ToToolCall())];

    /// <summary>What the answer has beyond so many units: no more than so many, in its order and in as few pieces as that allows.</summary>
    /// <param name="units">Which are skipped.</param>
    /// <param name="most">At least two, for the two halves of a character.</param>
    public IEnumerable<CompletionEvent.Piece> After(long units, int most)
    {
        ToolCallDelta? call = null;
        foreach (var stretch in _stretches)
        {
            var skipped = (int)Math.Min(units, stretch.Length);
            units -= skipped;
            if (skipped == stretch.Length)
            {
                continue;
            }

            var text = Cut(Builder(stretch.Part, stretch.Call), stretch.Start + skipped, stretch.Length - skipped, most);
            if (text.Length == 0)
            {
                break;
            }

            most -= text.Length;
            if (call is not null && !Continues(call, stretch))
            {
                yield return new CompletionEvent.Piece(null, null, [call]);
                call = null;
            }

            if (stretch.Part is AnswerPart.Text or AnswerPart.Reasoning)
            {
                yield return stretch.Part == AnswerPart.Text ? new(text, null, []) : new CompletionEvent.Piece(null, text, []);
            }
            else
            {
                call = With(call ?? new ToolCallDelta(stretch.Call, null, null, null), stretch.Part, text);
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
        if (_stretches is [.., var last] && last.Part == part && last.Call == call)
        {
            _stretches[^1] = last with { Length = last.Length + text.Length };
        }
        else
        {
            _stretches.Add(new Stretch(part, call, builder.Length, text.Length));
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
    };

    /// <summary>No more than so many units of a text's part, and no half of a character where there is the other.</summary>
    private static string Cut(StringBuilder text, int start, int length, int most)
    {
        if (length > most)
        {
            length = most > 0 && char.IsHighSurrogate(text[start + most - 1]) ? most - 1 : most;
        }

        return text.ToString(start, length);
    }

    // A delta's own order is id, name, arguments.
    private static bool Continues(ToolCallDelta call, Stretch stretch) => call.Index == stretch.Call && stretch.Part switch
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
    private readonly record struct Stretch(AnswerPart Part, int Call, int Start, int Length);
}
