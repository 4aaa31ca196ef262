using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Limiting;

internal static class LimitingServices
{
    public static IServiceCollection AddLimiting(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        services.AddOptions<QueueOptions>().BindConfiguration(QueueOptions.Section).ValidateOnStart();
        return services.AddSingleton<QueueMetrics>();
    }
}
