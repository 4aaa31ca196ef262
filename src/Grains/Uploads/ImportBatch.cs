using Inference.Documents;
using Inference.Personas;
using Inference.Storage;

namespace Inference.Uploads;

/// <summary>Decides what becomes of each row, one after the other, as the personas are at that moment, and keeps count.</summary>
public sealed class ImportBatch(UploadState start, DateTimeOffset now)
{
    /// <summary>The session once the rows so far are through.</summary>
    public UploadState State { get; private set; } = start;

    /// <summary>The ids that a row may meet a persona by, or be written under.</summary>
    public IEnumerable<string> IdsOf(StagedRow row)
    {
        if (row.Id is { } id)
        {
            yield return id;
        }

        if (row.Id is null || State.Resolution == ConflictResolution.Create)
        {
            yield return UploadIds.Derive(State.Token, row.Position);
        }
    }

    /// <summary>What to write for a row, given the document of the persona that it is in conflict with, if any; <see langword="null"/> for nothing.</summary>
    public ImportWrite? Decide(StagedRow row, byte[]? taken)
    {
        State = State with { Position = row.Position + 1 };
        if (taken is null)
        {
            return Make(row, row.Id ?? UploadIds.Derive(State.Token, row.Position));
        }

        var persona = StorageJson.Deserialize<DocumentState<PersonaFields>>(taken);
        if (State.Resolution is not { } resolution)
        {
            Refuse(row, $"The persona '{persona.Id}' was made while the upload was imported; it has the same id, or name and birthdate.");
            return null;
        }

        State = State with { Settled = State.Settled + 1 };
        return resolution switch
        {
            ConflictResolution.Overwrite => Replace(row, persona),
            ConflictResolution.Create => Make(row, row.Id is null || row.Id == persona.Id ? UploadIds.Derive(State.Token, row.Position) : row.Id),
            ConflictResolution.Skip => null,
        };
    }

    /// <summary>A persona was not written under its new id, which another persona has.</summary>
    public void Taken(StagedRow row, ImportWrite write)
    {
        State = State with { Written = State.Written - 1 };
        Refuse(row, $"The id '{write.Id}' is taken.");
    }

    private ImportWrite Make(StagedRow row, string id) => Write(row, replaces: false, new DocumentState<PersonaFields>
    {
        Id = id,
        Environment = State.Environment,
        CreatedAt = now,
        UpdatedAt = now,
        Fields = row.Content.Fields,
        Match = row.Match,
    });

    // A creation that may still be repeated is answered with what was made first.
    private ImportWrite Replace(StagedRow row, DocumentState<PersonaFields> persona) => Write(row, replaces: true, persona with
    {
        UpdatedAt = now > persona.UpdatedAt ? now : persona.UpdatedAt.AddMilliseconds(1),
        Fields = row.Content.Fields,
        Match = row.Match,
        First = persona.First ?? (persona.Fingerprint is null ? null : persona.Fields),
    });

    private ImportWrite Write(StagedRow row, bool replaces, DocumentState<PersonaFields> persona)
    {
        State = State with { Written = State.Written + 1 };
        return new ImportWrite(persona.Id, StorageJson.Serialize(persona), replaces);
    }

    private void Refuse(StagedRow row, string reason) =>
        State = State.Reject(new RejectedRow(row.Content.File, row.Content.Number, reason));
}

/// <summary>A persona's document to write: in place of the one under its id, or as a new one.</summary>
public sealed record ImportWrite(string Id, byte[] Document, bool Replaces);
