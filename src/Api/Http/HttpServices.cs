using Inference.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Inference.Http;

internal static class HttpServices
{
    // A body's minimum rate applies after this time.
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);

    /// <summary>The limits of the HTTP server itself.</summary>
    public static IServiceCollection AddHttpServer(this IServiceCollection services)
    {
        services.AddInferenceOptions<ApiOptions, ApiOptionsValidator>();
        services.AddOptions<KestrelServerOptions>().Configure<IConfiguration>(static (kestrel, configuration) =>
        {
            // WebApplicationBuilder.Build creates the server. Limits that are not valid are reported after that, with all other problems, and are no reason to fail here.
            var api = configuration.GetSection(ApiOptions.Section).Get<ApiOptions>() ?? new ApiOptions();
            kestrel.AddServerHeader = false;

            // Of bodies that are not read, such as those of requests without a valid key; the others have limits of their own.
            kestrel.Limits.MaxRequestBodySize = Math.Max(0, Math.Max(api.MaxBodyBytes, api.MaxCompletionBodyBytes));
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(Math.Max(1, api.MinBodyBytesPerSecond), BodyGrace);
        });
        return services;
    }

    /// <summary>Before all other middleware: applies to every response.</summary>
    public static IApplicationBuilder UseHttpRules(this IApplicationBuilder app) =>
        app.UseMiddleware<HeadRequests>().UseMiddleware<SecurityHeaders>();
}
