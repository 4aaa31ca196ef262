using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Models.Local;

internal static class LocalModelServices
{
    public static IServiceCollection AddLocalModel(this IServiceCollection services) =>
        services.AddKeyedSingleton<IChatClient, LocalModel>(ModelsOptions.Local);
}
