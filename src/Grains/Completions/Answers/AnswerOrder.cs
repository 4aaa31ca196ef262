using System.Collections.Immutable;
using Inference.InferenceLogs;
using Inference.Messages;

namespace Inference.Completions.Answers;

/// <summary>
/// The order in which nearly every model gives the parts of an answer: reasoning, text, one tool call after the other, each with at most one piece of other
/// members, and the answer's own other members.
/// </summary>
internal static class AnswerOrder
{
    // Id, name, arguments, other members.
    private const int PartsOfCall = 4;

    /// <summary>A stretch's place in it; the order is the usual one only if places rise.</summary>
    public static int PlaceOf(AnswerPart part, int call) => part switch
    {
        AnswerPart.Reasoning or AnswerPart.Text => (int)part,
        AnswerPart.Extra => int.MaxValue,
        AnswerPart.CallExtra => (PartsOfCall * (call + 1)) + (int)AnswerPart.Text,
        _ => (PartsOfCall * call) + (int)part,
    };

    public static ImmutableArray<AnswerSpan> Usual(LoggedAnswer answer)
    {
        var (order, calls, extras) = (ImmutableArray.CreateBuilder<AnswerSpan>(), answer.ToolCalls, answer.Extras?.Length ?? 0);
        Add(AnswerPart.Reasoning, 0, answer.ReasoningContent?.Length);
        Add(AnswerPart.Text, 0, answer.Content?.Length);
        for (var i = 0; i < calls.Length; i++)
        {
            Add(AnswerPart.CallId, i, calls[i].Id.Length);
            Add(AnswerPart.CallName, i, calls[i].Name.Length);
            Add(AnswerPart.CallArguments, i, calls[i].Arguments.Length);
            if (calls[i].Extra is not null && extras > 0)
            {
                Add(AnswerPart.CallExtra, i, 1);
                extras--;
            }
        }

        Add(AnswerPart.Extra, 0, extras);
        return order.DrainToImmutable();

        void Add(AnswerPart part, int call, int? length)
        {
            if (length > 0)
            {
                order.Add(new AnswerSpan(part, call, length.Value));
            }
        }
    }
}
