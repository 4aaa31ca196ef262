using System.Collections.Immutable;
using System.Text;
using Inference.Messages;

namespace Inference.Models.Wire.Answers;

/// <summary>A whole answer of the updates that make it.</summary>
internal sealed class WholeAnswer
{
    private readonly List<CallBuilder> _calls = [];
    private readonly ImmutableArray<string>.Builder _extras = ImmutableArray.CreateBuilder<string>();
    private readonly TextJoiner _text = new();
    private readonly TextJoiner _reasoning = new();
    private FinishReason? _finish;
    private Usage _usage = Usage.None;

    /// <summary>UTF-16 units of all that was added.</summary>
    public long Length { get; private set; }

    public void Add(ModelUpdate update)
    {
        Length += (update.Text?.Length ?? 0) + (update.Reasoning?.Length ?? 0) + (update.Extra?.Length ?? 0);
        _text.Add(update.Text);
        _reasoning.Add(update.Reasoning);
        foreach (var delta in update.ToolCalls)
        {
            Add(delta);
        }

        if (update.Extra is { } extra)
        {
            _extras.Add(extra);
        }

        _finish = update.FinishReason ?? _finish;
        _usage = update.Usage ?? _usage;
    }

    public ModelAnswer ToAnswer(string model) => new()
    {
        Model = model,
        Content = _text.ToString(),
        ReasoningContent = _reasoning.ToString(),
        ToolCalls = [.. _calls.Select(call => call.ToToolCall())],
        FinishReason = _finish ?? FinishReason.Stop,
        Usage = _usage,
        Extras = _extras.DrainToImmutable(),
    };

    private void Add(ToolCallDelta delta)
    {
        // Calls are numbered from 0 in the order in which they begin.
        if (delta.Index == _calls.Count)
        {
            _calls.Add(new CallBuilder());
        }

        Length += (delta.Arguments?.Length ?? 0) + (delta.Extra?.Length ?? 0);
        _calls[delta.Index].Add(delta);
    }

    private sealed class CallBuilder
    {
        private readonly List<string> _extras = [];
        private string? _id;
        private string? _name;

        public StringBuilder Arguments { get; } = new();

        public void Add(ToolCallDelta delta)
        {
            (_id, _name) = (_id ?? delta.Id, _name + delta.Name);
            Arguments.Append(delta.Arguments);
            if (delta.Extra is { } extra)
            {
                _extras.Add(extra);
            }
        }

        public ToolCall ToToolCall() =>
            new(_id ?? "", _name ?? "", Arguments.ToString()) { Extra = _extras.Count == 0 ? null : AnswerExtraMerge.OfCall(_extras) };
    }

    /// <summary>A text of mostly one piece, which is then not copied.</summary>
    private sealed class TextJoiner
    {
        private string? _only;
        private StringBuilder? _joined;

        public void Add(string? piece)
        {
            if (_only is null)
            {
                _only = piece;
            }
            else if (piece is not null)
            {
                (_joined ??= new StringBuilder(_only)).Append(piece);
            }
        }

        public override string? ToString() => _joined?.ToString() ?? _only;
    }
}
