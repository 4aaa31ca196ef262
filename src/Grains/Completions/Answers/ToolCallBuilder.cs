using System.Text;
using Inference.Messages;

namespace Inference.Completions.Answers;

/// <summary>A tool call as far as it has come.</summary>
internal sealed class ToolCallBuilder(int index)
{
    private List<string>? _extras;
    private string? _extra;

    /// <summary>The model's.</summary>
    public int Index => index;

    public StringBuilder Id { get; } = new();

    public StringBuilder Name { get; } = new();

    public StringBuilder Arguments { get; } = new();

    public void AddExtra(string extra)
    {
        (_extras ??= []).Add(extra);
        _extra = null;
    }

    public ToolCall ToToolCall() => new(Id.ToString(), Name.ToString(), Arguments.ToString())
    {
        Extra = _extras is null ? null : _extra ??= AnswerExtraMerge.OfCall(_extras),
    };
}
