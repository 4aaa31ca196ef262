using System.Text.Json;
using Inference.OpenApi;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>Every success is of a documented media type and holds to its schema; a stream event by event.</summary>
internal sealed class SchemaCheck(ApiContract contract)
{
    // What is stored may be 63 levels deep, and is deeper in a list.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    private readonly SchemaValidator _validator = new(contract);
    private readonly StreamCheck _streams = new(contract);

    public IEnumerable<Fault> Check(Exchange exchange)
    {
        var (request, answer) = (exchange.Request, exchange.Answer);
        if (answer.Status is < 200 or >= 300 || request.Method == "HEAD" || StatusCheck.IsOfAnotherOperation(request)
            || !request.Operation.Answers.TryGetValue(answer.Status, out var types) || types.Count == 0)
        {
            return [];
        }

        if (!types.TryGetValue(answer.MediaType, out var schema))
        {
            return [Fault.Of(Rule.Schemas, exchange, $"the media type {answer.MediaType} is not documented")];
        }

        return answer.MediaType switch
        {
            "text/event-stream" => _streams.Check(answer.Body, schema!).Select(problem => Fault.Of(Rule.Streams, exchange, problem)),
            "application/json" => CheckJson(exchange, schema!).Select(problem => Fault.Of(Rule.Schemas, exchange, problem)),
            _ => [],
        };
    }

    private List<string> CheckJson(Exchange exchange, System.Text.Json.Nodes.JsonNode schema)
    {
        var problems = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(exchange.Answer.Body, Deep);
            _validator.Validate(document.RootElement, schema, "body", problems);
        }
        catch (JsonException)
        {
            problems.Add("the body is no JSON");
        }
        catch (InvalidOperationException)
        {
            problems.Add("the body has half a surrogate pair");
        }

        return [.. problems.Distinct()];
    }
}
