using Inference.Errors;
using Inference.Requests;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inference;

/// <summary>The HTTP API, for whichever process hosts it: one line a feature.</summary>
public static class ApiServices
{
    public static IServiceCollection AddInferenceApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRequests();
        services.AddErrors();
        return services;
    }

    public static WebApplication MapInferenceApi(this WebApplication app)
    {
        app.UseErrors();
        app.UseRouting();

        var v1 = app.MapGroup("/v1");
        _ = v1;
        return app;
    }
}
