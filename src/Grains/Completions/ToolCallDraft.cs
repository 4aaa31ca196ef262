using System.Text;

namespace Inference.Completions;

/// <summary>A tool call as far as it has come.</summary>
internal sealed class ToolCallDraft
{
    public StringBuilder Id { get; } = new();

    public StringBuilder Name { get; } = new();

    public StringBuilder Arguments { get; } = new();

    public ToolCall ToToolCall() => new(Id.ToString(), Name.ToString(), Arguments.ToString());
}
