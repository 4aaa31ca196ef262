using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Guards;

internal static class GuardServices
{
    public static IServiceCollection AddGuards(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<GuardOptions>, GuardOptionsValidator>();
        services.AddOptions<GuardOptions>().BindConfiguration(GuardOptions.Section).ValidateOnStart();
        services.AddSingleton<LocalGuard>();
        services.AddSingleton<ModelGuard>();
        return services;
    }
}
