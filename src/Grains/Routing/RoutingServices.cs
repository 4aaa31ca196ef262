using Inference.Models;
using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Routing;

internal static class RoutingServices
{
    public static IServiceCollection AddRouting(this IServiceCollection services)
    {
        services.AddReloadableOptions<RouterOptions, RouterOptionsValidator>();
        services.AddSingleton(new ModelReference($"{RouterOptions.Section}:{nameof(RouterOptions.Model)}"));
        services.AddSingleton<RouterMetrics>();
        services.AddSingleton<LocalRouter>();
        services.AddSingleton<ModelRouter>();
        return services;
    }
}
