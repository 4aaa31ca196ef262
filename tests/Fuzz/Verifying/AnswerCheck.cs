using Inference.Wire;

namespace Inference.Verifying;

/// <summary>
/// Every request is answered, whole and in time. Broken HTTP may be left without an answer, or without the end of one, since the client has closed its side;
/// but not waiting.
/// </summary>
internal static class AnswerCheck
{
    public static Fault? Check(Exchange exchange) => exchange switch
    {
        { Answer.Lost: null } => null,
        { Request.BreaksHttp: true, Answer.Lost: "the connection broke" or "closed without an answer" or ResponseReader.Unfinished or ResponseReader.TooShort } => null,
        _ => Fault.Of(Rule.Answers, exchange, exchange.Answer.Lost!),
    };
}
