using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inference.Shedding;

public static class MemoryShedding
{
    /// <summary>What silos and front ends need to know that they are short of memory. Safe to repeat.</summary>
    public static IServiceCollection AddMemoryGauge(this IServiceCollection services)
    {
        services.TryAddSingleton<MemoryGauge>();
        services.AddInferenceOptions<MemoryOptions, MemoryOptionsValidator>();
        return services;
    }
}
