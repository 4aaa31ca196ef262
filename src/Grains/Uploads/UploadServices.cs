using Microsoft.Extensions.DependencyInjection;

namespace Inference.Uploads;

internal static class UploadServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddSingleton<ImportMetrics>();
}
