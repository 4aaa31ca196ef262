using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Models.Wire.Answers;

/// <summary>Makes one answer's updates of what its documents hold, one after the other.</summary>
internal sealed class AnswerAssembler(string model, TimeProvider clock)
{
    private readonly ToolCallAssembler _calls = new(clock);
    private SurrogateJoiner _text;
    private SurrogateJoiner _reasoning;
    private string? _finish;

    /// <summary>Whether the server named a reason for the answer's end.</summary>
    public bool IsFinished => _finish is not null;

    /// <summary>Whether the reason is that the server failed.</summary>
    public bool HasFailed => string.Equals(_finish, "error", StringComparison.OrdinalIgnoreCase);

    /// <returns><see langword="null"/> for a piece that brings nothing.</returns>
    public ModelUpdate? Next(WirePiece piece)
    {
        var text = piece.Text is { Length: > 0 } said ? _text.Join(said) : "";
        var reasoning = piece.Reasoning is { Length: > 0 } thought ? _reasoning.Join(thought) : "";
        var calls = _calls.Next(piece.Calls);
        var extra = piece.Extra();

        // A reason is the last one's that nothing follows: some servers give one with every chunk.
        _finish = piece.Finish ?? (text.Length + reasoning.Length + calls.Length > 0 ? null : _finish);
        return text.Length == 0 && reasoning.Length == 0 && calls.IsEmpty && extra is null && piece.Usage is null
            ? null
            : Update(text, reasoning, calls) with { Extra = extra, HasOtherContent = piece.HasOtherContent, Usage = piece.Usage };
    }

    /// <summary>The last update: what is left of the texts, and why the answer ended, where that is known.</summary>
    /// <param name="isDone">Whether the server marked the end in another way than by a reason.</param>
    public ModelUpdate End(bool isDone) => Update(_text.End() ?? "", _reasoning.End() ?? "", _calls.End()) with
    {
        FinishReason = FinishReasons.From(_finish ?? (isDone ? FinishReasons.Stop : null), _calls.Any),
    };

    private ModelUpdate Update(string text, string reasoning, ImmutableArray<ToolCallDelta> calls) => new()
    {
        Model = model,
        Text = text.Length == 0 ? null : text,
        Reasoning = reasoning.Length == 0 ? null : reasoning,
        ToolCalls = calls,
    };
}
