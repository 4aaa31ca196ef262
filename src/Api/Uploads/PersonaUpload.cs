using System.ComponentModel.DataAnnotations;

namespace Inference.Uploads;

/// <summary>An upload session as clients see it.</summary>
internal sealed record PersonaUpload
{
    public const string Pending = "pending";
    public const string Processing = "processing";
    public const string Completed = "completed";

    public required string UploadToken { get; init; }

    [AllowedValues(Pending, Processing, Completed, "expired")]
    public required string Status { get; init; }

    public required string Message { get; init; }

    public required int Total { get; init; }

    public required int ConflictPersonas { get; init; }

    public int Imported { get; init; }

    public required IReadOnlyList<RejectedRowBody> Rejected { get; init; }

    /// <summary>What to know of the files, though they could be read: an XLSX file's other sheets, say. At most 20.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    public static PersonaUpload From(UploadSession upload) => new()
    {
        UploadToken = upload.Token,
        Status = StatusOf(upload),
        Message = UploadMessage.Of(upload),
        Total = upload.Total,
        ConflictPersonas = upload.Conflicts,
        Imported = upload.Written,
        Rejected = [.. upload.Rejected.Select(row => new RejectedRowBody(row.File, row.Row, row.Reason))],
        Warnings = upload.Warnings is { IsDefaultOrEmpty: false } warnings ? [.. warnings] : null,
    };

    public static string StatusOf(UploadSession upload) => upload.Status switch
    {
        UploadStatus.Processing => Processing,
        UploadStatus.Pending => Pending,
        UploadStatus.Completed => Completed,
    };
}

/// <summary>What came of a finalized upload.</summary>
internal sealed record PersonaUploadResult
{
    [AllowedValues(PersonaUpload.Processing, PersonaUpload.Completed)]
    public required string Status { get; init; }

    public required string Message { get; init; }

    public required int TotalUploaded { get; init; }

    public required int ConflictsResolved { get; init; }

    public static PersonaUploadResult From(UploadSession upload) => new()
    {
        Status = PersonaUpload.StatusOf(upload),
        Message = UploadMessage.Of(upload),
        TotalUploaded = upload.Written,
        ConflictsResolved = upload.Settled,
    };
}

/// <summary>A row that was not imported, and why.</summary>
internal sealed record RejectedRowBody(string File, int Row, string Reason);
