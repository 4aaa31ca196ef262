using Microsoft.Extensions.DependencyInjection;

namespace Inference.Experts;

internal static class ExpertServices
{
    public static IServiceCollection AddExperts(this IServiceCollection services) => services.AddSingleton<ExpertCatalog>();
}
