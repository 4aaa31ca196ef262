using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Settings;

internal static class SettingsServices
{
    /// <summary>Options that follow the configuration while the process runs; what is wrong at the start stops it.</summary>
    public static IServiceCollection AddReloadable<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddSingleton<IOptionsFactory<TOptions>, LastGoodOptionsFactory<TOptions>>();
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        return services;
    }
}
