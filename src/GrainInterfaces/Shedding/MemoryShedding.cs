using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inference.Shedding;

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
