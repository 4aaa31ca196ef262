using Inference.Wire;

namespace Inference.Verifying;

/// <summary>Every request is answered, whole and in time; broken HTTP may be left without an answer, but not waiting.</summary>
internal static class AnswerCheck
{
    public static Fault? Check(Exchange exchange) => exchange switch
    {
        { Answer.Lost: null } => null,
        { Request.BreaksHttp: true, Answer: { Status: 0, Lost: "the connection broke" or "closed without an answer" } } => null,
        _ => Fault.Of(Rule.Answers, exchange, exchange.Answer.Lost!),
    };
}
