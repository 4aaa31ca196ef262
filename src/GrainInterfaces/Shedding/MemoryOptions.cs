using System.ComponentModel.DataAnnotations;
using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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

public static class MemoryShedding
{
    /// <summary>The refusal of work for memory, in silos and front ends. Safe to repeat.</summary>
    public static IServiceCollection AddMemoryGauge(this IServiceCollection services)
    {
        services.TryAddSingleton<MemoryGauge>();
        services.TryAddSingleton<MemoryShedder>();
        services.AddInferenceOptions<MemoryOptions, MemoryOptionsValidator>();
        return services;
    }
}
