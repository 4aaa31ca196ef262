using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Limiting;

/// <summary>How completions wait where there is no room at once.</summary>
internal sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>How many requests of one API key may wait at one place.</summary>
    [Range(0, 100_000)]
    public int MaxQueued { get; set; } = 100;

    /// <summary>How long one waits there before it is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class QueueOptionsValidator : IValidateOptions<QueueOptions>;
