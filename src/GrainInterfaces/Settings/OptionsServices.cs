using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Inference.Settings;

/// <summary>The registration of options classes: each has its section as the constant <c>Section</c>.</summary>
public static class OptionsServices
{
    /// <summary>Binds the options to their section and validates them when the host starts. Safe to repeat.</summary>
    public static OptionsBuilder<TOptions> AddInferenceOptions<TOptions, TValidator>(this IServiceCollection services)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return services.AddInferenceOptions<TOptions>();
    }

    /// <summary>The same of options that any value which converts is valid for.</summary>
    public static OptionsBuilder<TOptions> AddInferenceOptions<TOptions>(this IServiceCollection services)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(SettingSchema.SectionOf(typeof(TOptions))!).ValidateOnStart();
}
