using System.Text;

namespace Inference.Completions;

/// <summary>A tool call as far as it has come.</summary>
internal sealed class ToolCallDraft
{
    private readonly StringBuilder _arguments = new();
    private string _id = "";
    private string _name = "";

    public void Add(ToolCallDelta delta)
    {
        _id = delta.Id ?? _id;
        _name = delta.Name ?? _name;
        _arguments.Append(delta.Arguments);
    }

    public ToolCall ToToolCall() => new(_id, _name, _arguments.ToString());
}
