namespace Inference;

/// <summary>The HTTP API, for whichever process hosts it: one line a feature.</summary>
public static class ApiServices
{
    public static IServiceCollection AddInferenceApi(this IServiceCollection services) => services;

    public static WebApplication MapInferenceApi(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1");
        _ = v1;
        return app;
    }
}
