using Inference.OpenApi;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>All that an answer must be, judged by itself.</summary>
internal sealed class ExchangeChecks(ApiContract contract, bool withSecurityHeaders)
{
    private readonly SchemaCheck _schemas = new(contract);
    private readonly EnvelopeCheck _envelopes = new(contract);

    public IEnumerable<Fault> Check(Exchange exchange)
    {
        if (AnswerCheck.Check(exchange) is { } lost)
        {
            return [lost];
        }

        if (exchange.Answer.Lost is not null || IsOfTheHttpServer(exchange))
        {
            return [];
        }

        return
        [
            .. StatusCheck.Check(exchange),
            .. _envelopes.Check(exchange),
            .. _schemas.Check(exchange),
            .. HeaderCheck.Check(exchange, withSecurityHeaders),
            .. DisclosureCheck.Check(exchange),
        ];
    }

    /// <summary>Broken HTTP is refused before the application sees it, with a status and no more.</summary>
    private static bool IsOfTheHttpServer(Exchange exchange) =>
        exchange is { Request.BreaksHttp: true, Answer: { Status: >= 400 and not 500, Body.IsEmpty: true, RequestId: null } };
}
