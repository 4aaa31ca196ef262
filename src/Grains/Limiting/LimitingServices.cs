using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Limiting;

internal static class LimitingServices
{
    public static IServiceCollection AddLimiting(this IServiceCollection services)
    {
        services.AddInferenceOptions<QueueOptions, QueueOptionsValidator>();
        return services.AddSingleton<QueueMetrics>();
    }
}
