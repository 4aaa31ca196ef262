using System.Collections.Immutable;
using Inference.InferenceLogs;
using Inference.Messages;

namespace Inference.Completions.Answers;

/// <summary>The order in which nearly every model gives the parts of an answer: reasoning, text, one tool call after the other.</summary>
internal static class AnswerOrder
{
    /// <summary>A stretch's place in it; the order is the usual one exactly if places rise.</summary>
    public static int PlaceOf(AnswerPart part, int call) => part <= AnswerPart.Text ? (int)part : (3 * call) + (int)part;

    public static ImmutableArray<AnswerSpan> Usual(LoggedAnswer answer)
    {
        var (order, calls) = (ImmutableArray.CreateBuilder<AnswerSpan>(), answer.ToolCalls);
        Add(AnswerPart.Reasoning, 0, answer.ReasoningContent);
        Add(AnswerPart.Text, 0, answer.Content);
        for (var i = 0; i < calls.Length; i++)
        {
            Add(AnswerPart.CallId, i, calls[i].Id);
            Add(AnswerPart.CallName, i, calls[i].Name);
            Add(AnswerPart.CallArguments, i, calls[i].Arguments);
        }

        return order.DrainToImmutable();

        void Add(AnswerPart part, int call, string? said)
        {
            if (!string.IsNullOrEmpty(said))
            {
                order.Add(new AnswerSpan(part, call, said.Length));
            }
        }
    }
}
