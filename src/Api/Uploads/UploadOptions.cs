using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

internal sealed class UploadOptions
{
    public const string Section = "Uploads";

    /// <summary>Rows that the files of one request may have together.</summary>
    [Range(1, 10_000_000)]
    public int MaxRows { get; set; } = 1_000_000;

    /// <summary>Bytes that a packed file (XLSX) may have when it is unpacked.</summary>
    [Range(1_024, 16L * 1_024 * 1_024 * 1_024)]
    public long MaxUnpackedBytes { get; set; } = 512 * 1_024 * 1_024;

    /// <summary>Files that may be inside of a packed one.</summary>
    [Range(1, 100_000)]
    public int MaxPackedFiles { get; set; } = 1_000;
}

[OptionsValidator]
internal sealed partial class UploadOptionsValidator : IValidateOptions<UploadOptions>;
