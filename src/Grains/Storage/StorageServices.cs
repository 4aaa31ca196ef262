using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Storage;

internal static class StorageServices
{
    public static IServiceCollection AddOwnerQuota(this IServiceCollection services) => services
        .AddReloadable<StorageOptions, StorageOptionsValidator>(StorageOptions.Section)
        .AddSingleton<OwnerQuota>();
}
