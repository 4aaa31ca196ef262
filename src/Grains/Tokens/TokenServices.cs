using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Inference.Tokens;

internal static class TokenServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services) =>
        services.AddSingleton<TokenCounter>().AddHostedService<TokenWarmUp>();
}

/// <summary>Loads the vocabulary beside the start, so that the first answer need not wait for it.</summary>
internal sealed class TokenWarmUp(TokenCounter tokens) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(tokens.WarmUp, stoppingToken);
}
