using Inference.Wire;

namespace Inference.Verifying;

/// <summary>A rule that the server must keep.</summary>
internal enum Rule
{
    Statuses,
    Envelopes,
    Schemas,
    Streams,
    Headers,
    Disclosures,
    Answers,
    ReadBack,
    Lists,
    Log,
    Process,
    Coverage,
}

/// <summary>A broken rule. Faults of one rule, operation and kind are one fault: the kind has nothing in it that differs from time to time.</summary>
internal sealed record Fault(Rule Rule, string Operation, string Kind)
{
    public Exchange? Exchange { get; init; }

    /// <summary>Details of this one.</summary>
    public string Detail { get; init; } = "";

    public static Fault Of(Rule rule, Exchange exchange, string kind, string detail = "") =>
        new(rule, exchange.Request.Operation.Id, kind) { Exchange = exchange, Detail = detail };
}
