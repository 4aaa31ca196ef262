using System.ComponentModel.DataAnnotations;

namespace Inference.Uploads;

/// <summary>What is to become of an upload's conflicts.</summary>
internal sealed record FinalizeUploadRequest
{
    public const string Overwrite = "overwrite";
    public const string Create = "create";
    public const string Skip = "skip";

    [AllowedValues(Overwrite, Create, Skip)]
    public required string ConflictResolution { get; init; }

    public ConflictResolution ToResolution() => ConflictResolution switch
    {
        Overwrite => Uploads.ConflictResolution.Overwrite,
        Create => Uploads.ConflictResolution.Create,
        _ => Uploads.ConflictResolution.Skip,
    };
}
