using Microsoft.AspNetCore.Http.Metadata;

namespace Inference.Authentication;

/// <summary>
/// Runs after routing and before binding, where bodies are read. Keys that are not in <see cref="AdmittedKeys"/> are checked before the body is read;
/// requests without an endpoint, which no <see cref="AdmissionFilter"/> sees, are admitted here.
/// </summary>
internal sealed class KeyCheckMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(KeyMiddleware.Version))
        {
            return next(context);
        }

        return context.GetEndpoint() switch
        {
            not RouteEndpoint => AdmitAsync(context),
            { Metadata: var metadata } when metadata.GetMetadata<IAcceptsMetadata>() is not null && !IsKnown(context) => CheckAsync(context),
            _ => next(context),
        };
    }

    private static bool IsKnown(HttpContext context) =>
        context.RequestServices.GetRequiredService<KeyAdmission>().IsKnown(RequestCaller.Of(context).Key);

    private async Task AdmitAsync(HttpContext context)
    {
        await context.RequestServices.GetRequiredService<KeyAdmission>().AdmitAsync(context, RequestCaller.Of(context), tokens: 0);
        await next(context);
    }

    private async Task CheckAsync(HttpContext context)
    {
        await context.RequestServices.GetRequiredService<KeyAdmission>().CheckAsync(context, RequestCaller.Of(context));
        await next(context);
    }
}
