using Microsoft.Extensions.DependencyInjection;

namespace Inference.Models.Local;

internal static class LocalModelServices
{
    public static IServiceCollection AddLocalModel(this IServiceCollection services) => services.AddSingleton<LocalModel>();
}
