using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

internal sealed class UploadOptions
{
    public const string Section = "Uploads";

    /// <summary>Rows that the files of one request may have together.</summary>
    [Range(1, 10_000_000)]
    public int MaxRows { get; set; } = 1_000_000;

    /// <summary>Bytes that a packed file (XLSX) may have when it is unpacked, and characters that the personas of one request may have together.</summary>
    [Range(1_024, 16L * 1_024 * 1_024 * 1_024)]
    public long MaxUnpackedBytes { get; set; } = 512 * 1_024 * 1_024;

    /// <summary>How many times as large as it is sent a packed file may become, if that is more than 64 MiB.</summary>
    [Range(1, 2_000)]
    public int MaxUnpackingRatio { get; set; } = 50;

    /// <summary>Files that a process reads at the same time; others wait in the order in which they came.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrent { get; set; } = 4;

    /// <summary>Files that may be inside of a packed one.</summary>
    [Range(1, 100_000)]
    public int MaxPackedFiles { get; set; } = 1_000;
}

[OptionsValidator]
internal sealed partial class UploadOptionsValidator : IValidateOptions<UploadOptions>;
