using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Serialization.Configuration;

namespace Inference.Experts;

internal static class ExpertServices
{
    public static IServiceCollection AddExperts(this IServiceCollection services) => services
        .AddSingleton<ExpertCatalog>()
        // Orleans names the type to the silos that it tells.
        .Configure<TypeManifestOptions>(types => types.AddAllowedType(typeof(ExpertCatalog)))
        .AddKeyedSingleton<IControllable>(ExpertCatalog.Name, (provider, _) => provider.GetRequiredService<ExpertCatalog>());
}
