using System.Text.Json;
using Inference.OpenApi;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>Every error is in the envelope, and the envelope matches the answer.</summary>
internal sealed class EnvelopeCheck(ApiContract contract)
{
    private readonly SchemaValidator _validator = new(contract);

    public IEnumerable<Fault> Check(Exchange exchange)
    {
        var (request, answer) = (exchange.Request, exchange.Answer);
        // A HEAD has no body; health checks answer in their own words.
        if (answer.Status < 400 || request.Method == "HEAD" || (!request.Operation.NeedsKey && answer.Status == 503))
        {
            return [];
        }

        if (answer.Body.IsEmpty)
        {
            return [Fault.Of(Rule.Envelopes, exchange, $"{answer.Status} without a body")];
        }

        return FindProblems(answer.Body, answer.Status, answer.RequestId).Select(problem => Fault.Of(Rule.Envelopes, exchange, $"{answer.Status}: {problem}"));
    }

    /// <summary>Faults of an error, in an answer or in a stream's last event; its status and id may be unknown then.</summary>
    public List<string> FindProblems(ReadOnlyMemory<byte> json, int? status, string? requestId)
    {
        var problems = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(json);
            _validator.Validate(document.RootElement, contract.ErrorEnvelope, "body", problems);
            if (problems.Count == 0)
            {
                CheckValues(document.RootElement.GetProperty("error"), status, requestId, problems);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            problems.Add("the body is no JSON");
        }

        return problems;
    }

    private void CheckValues(JsonElement error, int? status, string? requestId, List<string> problems)
    {
        if (status is not null && error.GetProperty("status").GetInt32() != status)
        {
            problems.Add("error.status is another than the answer's");
        }

        if (requestId is not null && error.GetProperty("request_id").GetString() != requestId)
        {
            problems.Add("error.request_id is another than x-request-id");
        }

        if (error.GetProperty("code").GetString()! is var code && !contract.ErrorCodes.Contains(code))
        {
            problems.Add($"the code {code} is not in the contract");
        }

        if (string.IsNullOrWhiteSpace(error.GetProperty("message").GetString()))
        {
            problems.Add("error.message is empty");
        }
    }
}
