using Inference.InferenceLogs;

namespace Inference.Ledger;

/// <summary>What becomes durable together or not at all: a chat's change, and a log row (with its outbox row) or what replaces one.</summary>
public sealed record LedgerUnit
{
    public ChatChange? Chat { get; init; }

    public InferenceLog? Log { get; init; }

    /// <summary>A log that is there already, as it is to be from now on: without its contents. Its numbers and its tags stay as they were.</summary>
    public InferenceLog? Erased { get; init; }
}
