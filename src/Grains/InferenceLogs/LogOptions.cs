using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.InferenceLogs;

internal sealed class LogOptions
{
    public const string Section = "Logs";

    /// <summary>Whether logs keep what was said; without, they keep roles and lengths.</summary>
    public bool Content { get; set; } = true;

    /// <summary>After which time logs are deleted; never without.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "36500.00:00:00")]
    public TimeSpan? Retention { get; set; }
}

[OptionsValidator]
internal sealed partial class LogOptionsValidator : IValidateOptions<LogOptions>;
