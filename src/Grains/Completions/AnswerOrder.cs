using System.Collections.Immutable;
using Inference.InferenceLogs;

namespace Inference.Completions;

/// <summary>The order in which nearly every model gives the parts of an answer: reasoning, text, one tool call after the other.</summary>
internal static class AnswerOrder
{
    public static ImmutableArray<AnswerSpan> Usual(AnswerDraft answer) => Usual(answer.Reasoning, answer.Text, answer.ToolCalls());

    public static ImmutableArray<AnswerSpan> Usual(LoggedAnswer answer) => Usual(answer.ReasoningContent, answer.Content, answer.ToolCalls);

    private static ImmutableArray<AnswerSpan> Usual(string? reasoning, string? text, ImmutableArray<ToolCall> calls)
    {
        var order = ImmutableArray.CreateBuilder<AnswerSpan>();
        Add(AnswerPart.Reasoning, 0, reasoning);
        Add(AnswerPart.Text, 0, text);
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
