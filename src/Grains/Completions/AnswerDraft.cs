using System.Collections.Immutable;
using System.Text;
using Inference.Models;

namespace Inference.Completions;

/// <summary>An answer as far as it has come.</summary>
internal sealed class AnswerDraft
{
    private SortedDictionary<int, ToolCallDraft>? _calls;
    private StringBuilder? _text;
    private StringBuilder? _reasoning;
    private string? _wholeText;

    public string? Text => _wholeText ??= _text?.ToString();

    public string? Reasoning => _reasoning?.ToString();

    public FinishReason FinishReason { get; set; }

    public Usage Usage { get; set; } = Usage.None;

    public bool IsEmpty => _text is null && _reasoning is null && _calls is null;

    public void AddText(string text)
    {
        (_text ??= new StringBuilder()).Append(text);
        _wholeText = null;
    }

    public void Add(ModelUpdate update)
    {
        Add(update.Text, update.Reasoning);
        foreach (var delta in update.ToolCalls)
        {
            Add(delta);
        }

        FinishReason = update.FinishReason ?? FinishReason;
        Usage = update.Usage ?? Usage;
    }

    public void Add(ModelAnswer answer)
    {
        Add(answer.Content, answer.ReasoningContent);
        for (var i = 0; i < answer.ToolCalls.Length; i++)
        {
            Add(new ToolCallDelta(i, answer.ToolCalls[i].Id, answer.ToolCalls[i].Name, answer.ToolCalls[i].Arguments));
        }

        FinishReason = answer.FinishReason;
        Usage = answer.Usage;
    }

    public ImmutableArray<ToolCall> ToolCalls() => _calls is null ? [] : [.. _calls.Values.Select(c => c.ToToolCall())];

    private void Add(string? text, string? reasoning)
    {
        if (!string.IsNullOrEmpty(text))
        {
            AddText(text);
        }

        if (!string.IsNullOrEmpty(reasoning))
        {
            (_reasoning ??= new StringBuilder()).Append(reasoning);
        }
    }

    private void Add(ToolCallDelta delta)
    {
        _calls ??= [];
        if (!_calls.TryGetValue(delta.Index, out var call))
        {
            _calls[delta.Index] = call = new ToolCallDraft();
        }

        call.Add(delta);
    }
}
