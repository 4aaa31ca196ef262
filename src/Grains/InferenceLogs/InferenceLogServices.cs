using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.InferenceLogs;

internal static class InferenceLogServices
{
    public static IServiceCollection AddInferenceLogs(this IServiceCollection services)
    {
        services.AddReloadableOptions<LogOptions, LogOptionsValidator>();
        services.AddHostedService<LogRetention>();
        return services.AddSingleton<CallFailureLog>().AddSingleton<LogRecorder>();
    }
}
