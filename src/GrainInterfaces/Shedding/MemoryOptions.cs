using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Inference.Shedding;

/// <summary>What an operator sets of a process that is short of memory.</summary>
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
    /// <summary>What silos and front ends need to know that they are short of memory. Safe to repeat.</summary>
    public static IServiceCollection AddMemoryGauge(this IServiceCollection services)
    {
        services.TryAddSingleton<MemoryGauge>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MemoryOptions>, MemoryOptionsValidator>());
        services.AddOptions<MemoryOptions>().BindConfiguration(MemoryOptions.Section).ValidateOnStart();
        return services;
    }
}
