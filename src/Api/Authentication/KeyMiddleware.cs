using Inference.ApiKeys;

namespace Inference.Authentication;

/// <summary>Turns away whoever comes without a key, or with something that cannot be one, before a body is read or anything is looked up.</summary>
internal sealed class KeyMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/v1"))
        {
            if (!RequestKey.TryRead(context.Request.Headers, out var key))
            {
                Refusals.Throw(context.Response, Admission.InvalidKey);
            }

            RequestCaller.Of(context).Key = key;
        }

        return next(context);
    }
}
