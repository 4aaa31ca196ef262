using Inference.Ledger;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite.Ledger;

internal sealed class SqliteLedgerStore(SqliteDatabase database) : ILedgerStore
{
    public Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken) =>
        database.Writer.RunAsync(session => session.Ledger.Commit(entries), cancellationToken);
}

/// <summary>Writes the ledger's entries, on one connection with statements that are prepared once. Not thread-safe.</summary>
internal sealed class LedgerWriter(SqliteConnection connection, WriteTransaction transaction) : IDisposable
{
    private readonly ChatWriter _chats = new(connection);
    private readonly LogWriter _logs = new(connection);

    /// <summary>Commits the entries that fit, in one transaction, and returns the outcome of each.</summary>
    public IReadOnlyList<LedgerOutcome> Commit(IReadOnlyList<LedgerEntry> entries) => transaction.Run(() =>
    {
        var outcomes = new LedgerOutcome[entries.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Write(entries[i]);
        }

        return outcomes;
    });

    public void Dispose()
    {
        _chats.Dispose();
        _logs.Dispose();
    }

    // Every check comes before the first write of a entry, so that no entry has to be undone. A log that exists comes first: it means that this very entry was
    // committed before.
    private LedgerOutcome Write(LedgerEntry entry)
    {
        if (entry.Chat is { } change && !_chats.Fits(change))
        {
            return entry.Log is { } known && _logs.Exists(known.Id) ? LedgerOutcome.LogExists : LedgerOutcome.ChatMoved;
        }

        if (entry.Log is { } log && !_logs.TryWrite(log))
        {
            return LedgerOutcome.LogExists;
        }

        if (entry.Chat is { } chat)
        {
            _chats.Write(chat);
        }

        if (entry.Erased is { } erased)
        {
            _logs.Erase(erased);
        }

        return LedgerOutcome.Committed;
    }
}
