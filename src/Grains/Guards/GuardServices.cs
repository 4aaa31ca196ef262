using Inference.Models;
using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Guards;

internal static class GuardServices
{
    public static IServiceCollection AddGuards(this IServiceCollection services)
    {
        services.AddReloadableOptions<GuardOptions, GuardOptionsValidator>();
        services.AddSingleton(new ModelReference($"{GuardOptions.Section}:{nameof(GuardOptions.Model)}"));
        services.AddSingleton<GuardMetrics>();
        services.AddSingleton<LocalGuard>();
        services.AddSingleton<ModelGuard>();
        return services;
    }
}
