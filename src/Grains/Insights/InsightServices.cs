using Microsoft.Extensions.DependencyInjection;

namespace Inference.Insights;

internal static class InsightServices
{
    public static IServiceCollection AddInsights(this IServiceCollection services) => services
        .AddSingleton<InsightSubjects>()
        .AddSingleton<ModelInsights>()
        .AddSingleton<InsightGenerator>();
}
