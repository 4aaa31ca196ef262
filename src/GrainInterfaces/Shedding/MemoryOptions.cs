using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Shedding;

/// <summary>How a process that is short of memory refuses work.</summary>
public sealed class MemoryOptions
{
    public const string Section = "Memory";

    /// <summary>
    /// From which use of the memory that the process may have (its container's limit, or the machine's), in percent, requests with a body are refused. 0 refuses
    /// none for memory.
    /// </summary>
    [Range(0, 100)]
    public int ShedAtPercent { get; set; } = 85;
}

[OptionsValidator]
internal sealed partial class MemoryOptionsValidator : IValidateOptions<MemoryOptions>;
