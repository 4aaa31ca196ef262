using Inference.InferenceLogs;

namespace Inference.Ledger;

/// <summary>What becomes durable together or not at all: a chat's change, a log row (with its outbox row), or both.</summary>
public sealed record LedgerUnit
{
    public ChatChange? Chat { get; init; }

    public InferenceLog? Log { get; init; }
}
