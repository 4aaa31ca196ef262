using Inference.Wire;

namespace Inference.Verifying;

/// <summary>A success that the operation documents, or an error that may befall any operation.</summary>
internal static class StatusCheck
{
    public static IEnumerable<Fault> Check(Exchange exchange)
    {
        var status = exchange.Answer.Status;
        var holds = status switch
        {
            >= 200 and < 300 => IsOfAnotherOperation(exchange.Request) || exchange.Request.Operation.Answers.ContainsKey(status),
            // The root leads to the documentation; dots in a path may lead to the root.
            302 => LeadsToRoot(exchange.Request.Target),
            400 or 401 or 403 or 404 or 405 or 408 or 409 or 413 or 415 or 429 => true,
            503 => true,
            // The one model that fails is asked for by name only.
            502 or 504 => AsksForBrokenModel(exchange.Request),
            _ => exchange.Request.BreaksHttp && status is 411 or 414 or 417 or 431 or 501 or 505,
        };
        return holds ? [] : [Fault.Of(Rule.Statuses, exchange, $"{status}")];
    }

    /// <summary>Another verb or path may be another operation, which is judged when it is asked for by itself.</summary>
    public static bool IsOfAnotherOperation(WireRequest request) =>
        request.BreaksHttp || request.Mutations.Any(name => name.StartsWith("method:", StringComparison.Ordinal) || name.StartsWith("path:", StringComparison.Ordinal));

    public static bool AsksForBrokenModel(WireRequest request) => request.Body.Span.IndexOf("\"broken\""u8) >= 0;

    private static bool LeadsToRoot(string target) => Uri.TryCreate($"http://localhost{target}", UriKind.Absolute, out var uri) && uri.AbsolutePath == "/";
}
