using System.Diagnostics.CodeAnalysis;
using Inference.Uploads;

namespace Inference.Postgres;

/// <summary>The personas that a batch of rows can meet: as they were locked, and then as the rows so far leave them.</summary>
internal sealed class BatchPersonas(string environment, Dictionary<string, BatchPersona> byKey, Dictionary<string, string> firstByMatch)
{
    private readonly SortedDictionary<string, byte[]> _made = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, byte[]> _replaced = new(StringComparer.Ordinal);

    /// <summary>What is to be written in place of personas that are locked, in the order of keys.</summary>
    public IReadOnlyDictionary<string, byte[]> Replaced => _replaced;

    /// <summary>What is to be written anew.</summary>
    public IReadOnlyDictionary<string, byte[]> Made => _made;

    /// <summary>Decides one row after the other: how many, since one whose persona cannot be told from here belongs to the next batch.</summary>
    public int Decide(IReadOnlyList<StagedRow> rows, ImportBatch batch)
    {
        for (var n = 0; n < rows.Count; n++)
        {
            if (!TryFind(rows[n], out var taken))
            {
                return n;
            }

            if (batch.Decide(rows[n], taken?.Document) is { } write)
            {
                Write(rows[n], write, batch);
            }
        }

        return rows.Count;
    }

    /// <summary>The persona that a row is in conflict with, if any: the one of its id, or else the first of its match.</summary>
    private bool TryFind(StagedRow row, out BatchPersona? taken)
    {
        if (row.Id is { } id && TryGet(KeyOf(id), out taken))
        {
            return true;
        }

        taken = null;
        if (row.Match is not { } match || !firstByMatch.TryGetValue(match, out var first))
        {
            return true;
        }

        // An earlier row, or somebody before it was locked, may have given it another name. Who is the first then only the database knows.
        return TryGet(first, out taken) && taken.Match == match;
    }

    private bool TryGet(string key, [NotNullWhen(true)] out BatchPersona? persona) =>
        byKey.TryGetValue(key, out persona) && !persona.IsDeleted;

    private void Write(StagedRow row, ImportWrite write, ImportBatch batch)
    {
        var key = KeyOf(write.Id);
        if (!write.Replaces && TryGet(key, out _))
        {
            batch.Taken(row, write);
            return;
        }

        (write.Replaces && !_made.ContainsKey(key) ? _replaced : _made)[key] = write.Document;
        byKey[key] = new BatchPersona(IsDeleted: false, row.Match, write.Document);
        if (row.Match is { } match && (!firstByMatch.TryGetValue(match, out var first) || string.CompareOrdinal(key, first) < 0))
        {
            firstByMatch[match] = key;
        }
    }

    private string KeyOf(string id) => $"{environment}/{id}";
}
