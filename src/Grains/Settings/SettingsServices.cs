using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Settings;

internal static class SettingsServices
{
    /// <summary>Options that follow the configuration while the process runs; values that are not valid at the start stop it.</summary>
    public static IServiceCollection AddReloadableOptions<TOptions, TValidator>(this IServiceCollection services)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddInferenceOptions<TOptions, TValidator>();
        return services.AddSingleton<IOptionsFactory<TOptions>, LastGoodOptionsFactory<TOptions>>();
    }
}
