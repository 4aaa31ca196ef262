using System.Diagnostics.CodeAnalysis;
using Inference.Identity;
using Inference.Uploads;

namespace Inference.Postgres.Uploads;

/// <summary>The personas that a batch of rows can be in conflict with: as they were locked, and then as the rows so far leave them.</summary>
internal sealed class BatchPersonas(string environment, Dictionary<string, BatchPersona> byKey, Dictionary<string, string> firstByMatch)
{
    private readonly SortedDictionary<string, byte[]> _created = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, byte[]> _replaced = new(StringComparer.Ordinal);

    /// <summary>The documents that replace locked personas, in the order of keys.</summary>
    public IReadOnlyDictionary<string, byte[]> Replaced => _replaced;

    /// <summary>The documents of new personas.</summary>
    public IReadOnlyDictionary<string, byte[]> Created => _created;

    /// <summary>Decides row by row, and returns how many: a row whose persona is not known here ends the batch.</summary>
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

        // An earlier row, or a write before the lock, may have given it another name. The first of the match is then known only to the database.
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

        (write.Replaces && !_created.ContainsKey(key) ? _replaced : _created)[key] = write.Document;
        byKey[key] = new BatchPersona(IsDeleted: false, row.Match, write.Document);
        if (row.Match is { } match && (!firstByMatch.TryGetValue(match, out var first) || string.CompareOrdinal(key, first) < 0))
        {
            firstByMatch[match] = key;
        }
    }

    private string KeyOf(string id) => EnvironmentKey.Format(environment, id);
}

/// <summary>A persona's document, or what is left of a deleted one.</summary>
internal sealed record BatchPersona(bool IsDeleted, string? Match, byte[] Document);
