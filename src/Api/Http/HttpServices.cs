using Inference.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Inference.Http;

internal static class HttpServices
{
    // A body's minimum rate applies after this time.
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    /// <summary>The limits of the HTTP server itself.</summary>
    public static IServiceCollection AddHttpServer(this IServiceCollection services)
    {
        services.AddInferenceOptions<ApiOptions, ApiOptionsValidator>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>(static (kestrel, api) =>
        {
            kestrel.AddServerHeader = false;

            // Of bodies that are not read, such as those of requests without a valid key; the others have limits of their own.
            kestrel.Limits.MaxRequestBodySize = Math.Max(api.Value.MaxBodyBytes, api.Value.MaxCompletionBodyBytes);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(api.Value.MinBodyBytesPerSecond, BodyGrace);
        });
        return services;
    }

    /// <summary>Before all other middleware: applies to every response.</summary>
    public static IApplicationBuilder UseHttpRules(this IApplicationBuilder app) =>
        app.UseMiddleware<HeadRequests>().UseMiddleware<SecurityHeaders>();
}
