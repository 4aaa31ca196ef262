using Microsoft.Extensions.DependencyInjection;

namespace Inference.StructuredOutput;

internal static class StructuredOutputServices
{
    public static IServiceCollection AddStructuredOutput(this IServiceCollection services) =>
        services.AddSingleton<JsonObjectClient>().AddSingleton<StructuredOutputClient>();
}
