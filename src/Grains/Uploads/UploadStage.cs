namespace Inference.Uploads;

/// <summary>How far an upload session is. Stored by name.</summary>
public enum UploadStage
{
    /// <summary>Rows are being staged; they are forgotten when their request does not end well.</summary>
    Receiving,

    /// <summary>All rows are there; those in conflict are being counted.</summary>
    Checking,

    /// <summary>There are conflicts.</summary>
    Pending,

    Importing,

    Completed,
}
