using System.ComponentModel.DataAnnotations;

namespace Inference.Uploads;

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
