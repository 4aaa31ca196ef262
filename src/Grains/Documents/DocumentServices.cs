using Microsoft.Extensions.DependencyInjection;

namespace Inference.Documents;

internal static class DocumentServices
{
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services.AddHostedService<DeletedDocuments>();
}
