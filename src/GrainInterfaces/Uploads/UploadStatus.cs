namespace Inference.Uploads;

/// <summary>Where an upload session stands.</summary>
public enum UploadStatus
{
    /// <summary>Rows are being checked for conflicts, or imported.</summary>
    Processing = 0,

    /// <summary>There are conflicts, and nothing is imported before somebody says what becomes of them.</summary>
    Pending = 1,

    Completed = 2,
}
