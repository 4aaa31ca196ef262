using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Routing;

internal static class RoutingServices
{
    public static IServiceCollection AddRouting(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RouterOptions>, RouterOptionsValidator>();
        services.AddOptions<RouterOptions>().BindConfiguration(RouterOptions.Section).ValidateOnStart();
        services.AddSingleton<LocalRouter>();
        services.AddSingleton<ModelRouter>();
        return services;
    }
}
