using Inference.InferenceLogs;
using Inference.Ledger;

namespace Inference.Postgres;

/// <summary>What becomes of each unit of a batch, once it is known what the database has of them. It keeps no connection.</summary>
internal sealed class LedgerBatch
{
    private readonly IReadOnlyList<LedgerEntry> _units;
    private readonly HashSet<string> _free = [];

    public LedgerBatch(IReadOnlyList<LedgerEntry> units)
    {
        _units = units;
        Chats = new ChatBatch(units);
        Candidates = [.. units.Select(unit => unit.Log).OfType<InferenceLog>().DistinctBy(log => log.Id).OrderBy(log => log.Id, StringComparer.Ordinal)];
    }

    public ChatBatch Chats { get; }

    /// <summary>The logs that may be written, one an id, in the order in which everybody locks ids.</summary>
    public IReadOnlyList<InferenceLog> Candidates { get; }

    /// <summary>The logs that are written.</summary>
    public List<InferenceLog> Logs { get; } = [];

    /// <summary>The logs that replace those of their ids.</summary>
    public List<InferenceLog> Erased { get; } = [];

    /// <summary>Ids that were taken for units that do not fit.</summary>
    public string[] UnusedIds => [.. _free];

    /// <summary>An id that no log had, and that is taken now.</summary>
    public void Took(string id) => _free.Add(id);

    /// <summary>Tells of each unit what becomes of it, in their order, and gathers what is to be written.</summary>
    public LedgerOutcome[] Decide()
    {
        var outcomes = new LedgerOutcome[_units.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Decide(_units[i]);
        }

        return outcomes;
    }

    // A log that exists is told first: it says that this very unit was committed before.
    private LedgerOutcome Decide(LedgerEntry unit)
    {
        if (unit.Log is { } known && !_free.Contains(known.Id))
        {
            return LedgerOutcome.LogExists;
        }

        if (unit.Chat is { } change && !Chats.Fits(change))
        {
            return LedgerOutcome.ChatMoved;
        }

        if (unit.Log is { } log)
        {
            _free.Remove(log.Id);
            Logs.Add(log);
        }

        if (unit.Chat is { } chat)
        {
            Chats.Apply(chat);
        }

        if (unit.Erased is { } erased)
        {
            Erased.Add(erased);
        }

        return LedgerOutcome.Committed;
    }
}
