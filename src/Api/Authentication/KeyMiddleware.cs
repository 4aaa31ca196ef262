using Inference.ApiKeys;

namespace Inference.Authentication;

/// <summary>Refuses requests without an API key, or with something that cannot be one, before a body is read or anything is looked up.</summary>
internal sealed class KeyMiddleware(RequestDelegate next, TimeProvider clock)
{
    public static readonly PathString Version = "/v1";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Version))
        {
            return next(context);
        }

        var caller = RequestCaller.Of(context);
        caller.Arrival = clock.GetTimestamp();
        if (!RequestKey.TryRead(context.Request.Headers, out var key))
        {
            return context.RequestServices.GetRequiredService<KeyAdmission>().RefuseAsync(context, caller, Admission.InvalidKey);
        }

        caller.Key = key;
        return next(context);
    }
}
