using Inference.Messages;

namespace Inference.Completions.Answers;

/// <summary>Puts the parts of an answer together to events. One has either text, or reasoning, or a piece of one tool call, and other members that came with it.</summary>
internal static class AnswerPieces
{
    /// <summary>Adds a part to the last piece where it continues that one, and as another piece otherwise.</summary>
    public static void Add(List<CompletionEvent> events, Segment segment, string value)
    {
        if (events is [.., CompletionEvent.Piece last] && Extend(last, segment, value) is { } extended)
        {
            events[^1] = extended;
        }
        else
        {
            events.Add(Begin(segment, value));
        }
    }

    private static CompletionEvent.Piece Begin(Segment segment, string value) => segment.Part switch
    {
        AnswerPart.Text => new(value, null, []),
        AnswerPart.Reasoning => new(null, value, []),
        AnswerPart.Extra => new(null, null, []) { Extra = value },
        _ => new(null, null, [With(new ToolCallDelta(segment.Call, null, null, null), segment.Part, value)]),
    };

    private static CompletionEvent.Piece? Extend(CompletionEvent.Piece piece, Segment segment, string value) => segment.Part switch
    {
        _ when piece.Extra is not null => null,
        AnswerPart.Text or AnswerPart.Reasoning => null,
        AnswerPart.Extra => piece with { Extra = value },
        _ => piece.ToolCalls is [var call] && Continues(call, segment) ? piece with { ToolCalls = [With(call, segment.Part, value)] } : null,
    };

    // A delta's own order is id, name, arguments, other members.
    private static bool Continues(ToolCallDelta call, Segment segment) => call.Index == segment.Call && call.Extra is null && segment.Part switch
    {
        AnswerPart.CallName => call.Name is null && call.Arguments is null,
        AnswerPart.CallArguments => call.Arguments is null,
        AnswerPart.CallExtra => true,
        _ => false,
    };

    private static ToolCallDelta With(ToolCallDelta call, AnswerPart part, string value) => part switch
    {
        AnswerPart.CallId => call with { Id = value },
        AnswerPart.CallName => call with { Name = value },
        AnswerPart.CallArguments => call with { Arguments = value },
        _ => call with { Extra = value },
    };
}
