using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inference.Storage;

internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        // The engine's own, where it brings one.
        services.TryAddSingleton<StorageHealth>();
        return services.AddReloadableOptions<StorageOptions, StorageOptionsValidator>();
    }
}
