using Inference.Personas;

namespace Inference.Uploads;

/// <summary>Upload sessions, the rows they stage, and the personas that rows become.</summary>
public interface IUploadStore
{
    Task<StoredUpload?> ReadAsync(string environment, string token, CancellationToken cancellationToken);

    Task<StoredUpload> CreateAsync(UploadState state, CancellationToken cancellationToken);

    /// <summary>Stores the next state, durably.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote.</exception>
    Task<StoredUpload> SaveAsync(StoredUpload upload, UploadState changed, CancellationToken cancellationToken);

    /// <summary>A row whose position is there already is left as it is.</summary>
    Task StageAsync(StoredUpload upload, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken);

    /// <summary>How many of the rows at these positions are in conflict with a persona or with an earlier row.</summary>
    Task<int> CountConflictsAsync(StoredUpload upload, int from, int count, CancellationToken cancellationToken);

    /// <summary>
    /// Imports the next rows, as many as fit into a short transaction, and moves the session with them; once there are none left it is completed, durably.
    /// </summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote.</exception>
    Task<StoredUpload> ImportAsync(StoredUpload upload, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets some of the staged rows: whether there may be more.</summary>
    Task<bool> DropRowsAsync(StoredUpload upload, CancellationToken cancellationToken);

    /// <summary>Forgets a session that has no rows any more.</summary>
    Task DeleteAsync(StoredUpload upload, CancellationToken cancellationToken);
}

/// <summary>A staged row's persona, and where it comes from.</summary>
public sealed record StagedContent(string File, int Number, PersonaFields Fields);

/// <summary>A row that waits to be imported. Two rows, or a row and a persona, of one id or else one match are in conflict.</summary>
public sealed record StagedRow(int Position, string? Id, string? Match, StagedContent Content);

/// <summary>A session as stored. A write names the version that it replaces.</summary>
public sealed record StoredUpload(long Key, long Version, UploadState State);
