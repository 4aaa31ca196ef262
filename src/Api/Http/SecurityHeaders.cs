using Inference.Authentication;

namespace Inference.Http;

/// <summary>Keeps browsers from sniffing types, and caches from storing responses that needed an API key.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (context.Request.Path.StartsWithSegments(KeyMiddleware.Version))
        {
            headers.CacheControl = "no-store";
        }

        return next(context);
    }
}
