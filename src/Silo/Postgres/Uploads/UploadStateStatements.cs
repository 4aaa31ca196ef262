using Inference.Storage;
using Inference.Uploads;
using Orleans.Storage;
using static Inference.Postgres.SqlBatch;

namespace Inference.Postgres.Uploads;

/// <summary>Statements that the transactions of uploads have in common.</summary>
internal static class UploadStateStatements
{
    private const string CommitAsynchronously = "select set_config('synchronous_commit', 'off', true)";

    private const string Save = "update upload_sessions set document = $3, version = version + 1 where number = $1 and version = $2";

    /// <summary>The commit does not wait for the disk.</summary>
    public static SqlBatch AddAsynchronousCommit(this SqlBatch batch) => batch.Add(CommitAsynchronously);

    /// <summary>Adds, as the last statement, the session's next state.</summary>
    public static SqlBatch AddSave(this SqlBatch batch, StoredUpload upload, UploadState next) =>
        batch.Add(Save, Long(upload.Key), Long(upload.Version), Json(StorageJson.Serialize(next)));

    /// <summary>The session once <see cref="AddSave"/> has run.</summary>
    /// <exception cref="InconsistentStateException">Another activation wrote.</exception>
    public static StoredUpload GetSaved(this SqlBatch batch, StoredUpload upload, UploadState next) => batch.ChangedBy(^1) == 1
        ? upload with { Version = upload.Version + 1, State = next }
        : throw new InconsistentStateException($"Another activation wrote the upload session '{upload.State.Token}'.");
}
