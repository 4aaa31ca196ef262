using Microsoft.Extensions.DependencyInjection;

namespace Inference.Tokens;

internal static class TokenServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services) =>
        services.AddSingleton<TokenCounter>().AddHostedService<TokenWarmUp>();
}
