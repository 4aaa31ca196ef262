using Inference.InferenceLogs;
using Inference.Ledger;

namespace Inference.Postgres.Ledger;

/// <summary>Decides the outcome of each entry of a batch from what the database has. Does no I/O itself.</summary>
internal sealed class LedgerBatch
{
    private readonly IReadOnlyList<LedgerEntry> _entries;
    private readonly HashSet<string> _reserved = [];

    public LedgerBatch(IReadOnlyList<LedgerEntry> entries)
    {
        _entries = entries;
        Chats = new ChatBatch(entries);
        Candidates = [.. entries.Select(entry => entry.Log).OfType<InferenceLog>().DistinctBy(log => log.Id).OrderBy(log => log.Id, StringComparer.Ordinal)];
    }

    public ChatBatch Chats { get; }

    /// <summary>The logs that may be written, one an id, in the order in which every transaction locks ids.</summary>
    public IReadOnlyList<InferenceLog> Candidates { get; }

    /// <summary>The logs that are written.</summary>
    public List<InferenceLog> Logs { get; } = [];

    /// <summary>The logs that replace those of their ids.</summary>
    public List<InferenceLog> Erased { get; } = [];

    /// <summary>Ids that were reserved for entries that do not fit.</summary>
    public string[] UnusedIds => [.. _reserved];

    /// <summary>Adds an id that no log had, and that this transaction has reserved.</summary>
    public void AddReserved(string id) => _reserved.Add(id);

    /// <summary>The outcome of each entry, in their order. Collects the rows to write.</summary>
    public LedgerOutcome[] Decide()
    {
        var outcomes = new LedgerOutcome[_entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Decide(_entries[i]);
        }

        return outcomes;
    }

    // A log that exists comes first: it means that this very entry was committed before.
    private LedgerOutcome Decide(LedgerEntry entry)
    {
        if (entry.Log is { } known && !_reserved.Contains(known.Id))
        {
            return LedgerOutcome.LogExists;
        }

        if (entry.Chat is { } change && !Chats.Fits(change))
        {
            return LedgerOutcome.ChatMoved;
        }

        if (entry.Log is { } log)
        {
            _reserved.Remove(log.Id);
            Logs.Add(log);
        }

        if (entry.Chat is { } chat)
        {
            Chats.Apply(chat);
        }

        if (entry.Erased is { } erased)
        {
            Erased.Add(erased);
        }

        return LedgerOutcome.Committed;
    }
}
