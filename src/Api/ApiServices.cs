using Inference.Authentication;
using Inference.Chats;
using Inference.Completions;
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
        services.AddKeyAuthentication();
        services.AddCompletions();
        services.AddChats();
        return services;
    }

    public static WebApplication MapInferenceApi(this WebApplication app)
    {
        app.UseErrors();
        app.UseKeyAuthentication();
        app.UseRouting();

        var v1 = app.MapGroup("/v1").AdmitByKey();
        v1.MapCompletions();
        v1.MapChats();
        return app;
    }
}
