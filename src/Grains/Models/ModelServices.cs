using Inference.Models.Catalog;
using Inference.Models.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Models;

internal static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<ModelsOptions>, ModelsOptionsSetup>();
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsValidator>();
        services.AddOptions<ModelsOptions>().ValidateOnStart();
        services.AddSingleton(provider => new ModelCatalogChanges(provider.GetRequiredService<IConfiguration>().GetReloadToken));
        services.AddMetrics();
        services.AddSingleton<ModelMetrics>();
        services.AddSingleton<ModelServerFactory>();
        services.AddKeyedSingleton<Microsoft.Extensions.AI.IChatClient, LocalChatClient>(ModelsOptions.Local);
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<IModelClient, ModelClient>();
        return services;
    }
}
