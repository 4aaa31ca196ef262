using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Http;

internal sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Bytes that any other JSON body may have.</summary>
    [Range(1_024, 256 * 1_024 * 1_024)]
    public int MaxBodyBytes { get; set; } = 1_024 * 1_024;

    /// <summary>Bytes that the JSON body of a completion may have: messages hold images and files.</summary>
    [Range(1_024, 256 * 1_024 * 1_024)]
    public int MaxCompletionBodyBytes { get; set; } = 32 * 1_024 * 1_024;

    /// <summary>Bytes a second at which a body has to come after its first five seconds; slower ones are 408.</summary>
    [Range(1, 1_024 * 1_024)]
    public int MinBodyBytesPerSecond { get; set; } = 4_096;

    /// <summary>A port of its own for <c>/metrics</c>, which is then at no other; health checks are at both.</summary>
    [Range(1, 65_535)]
    public int? ManagementPort { get; set; }

    /// <summary>Bytes that a body of files may have.</summary>
    [Range(1_024, 16L * 1_024 * 1_024 * 1_024)]
    public long MaxUploadBytes { get; set; } = 64 * 1_024 * 1_024;
}

[OptionsValidator]
internal sealed partial class ApiOptionsValidator : IValidateOptions<ApiOptions>;
