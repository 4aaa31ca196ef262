using Inference.Authentication;
using Inference.Errors;

namespace Inference.Http;

internal static class ErrorServices
{
    public static IServiceCollection AddErrors(this IServiceCollection services) =>
        services.AddSingleton<RefusalLog>().AddSingleton<RefusalMetrics>();

    /// <summary>First of all middleware, so that nothing fails in another shape.</summary>
    public static IApplicationBuilder UseErrors(this IApplicationBuilder app) =>
        app.UseMiddleware<RequestId>().UseMiddleware<ErrorHandler>();
}
