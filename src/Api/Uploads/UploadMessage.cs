namespace Inference.Uploads;

/// <summary>Describes the state of an upload.</summary>
internal static class UploadMessage
{
    public static string Of(UploadSession upload) => upload.Status switch
    {
        UploadStatus.Pending => $"{Count(upload.Conflicts, "persona is", "personas are")} in conflict, so nothing is imported yet. "
            + $"Finalize the upload with a conflict_resolution: overwrite, create or skip.{Rejected(upload)}",
        UploadStatus.Processing => $"The upload is being processed: {upload.Processed} of {upload.Total} rows are through.",
        UploadStatus.Completed => $"{Count(upload.Written, "persona was", "personas were")} imported{Settled(upload)}.{Rejected(upload)}",
    };

    private static string Settled(UploadSession upload) => upload.Resolution is { } resolution
        ? $", {Count(upload.Settled, "conflict was", "conflicts were")} settled by {Name(resolution)}"
        : "";

    private static string Rejected(UploadSession upload) => upload.RejectedCount == 0
        ? ""
        : $" {Count(upload.RejectedCount, "row was", "rows were")} rejected.";

    private static string Name(ConflictResolution resolution) => resolution switch
    {
        ConflictResolution.Overwrite => FinalizeUploadRequest.Overwrite,
        ConflictResolution.Create => FinalizeUploadRequest.Create,
        ConflictResolution.Skip => FinalizeUploadRequest.Skip,
    };

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
