using Inference.Hosting;
using Inference.Identity;

namespace Inference.Errors;

/// <summary>
/// Gives every request an id: in its response, in its errors and in the scope of its logs. It is never the client's, so that it is
/// unique and safe to log.
/// </summary>
internal sealed class RequestId(RequestDelegate next, TimeProvider clock, ILogger<RequestId> logger)
{
    public const string Header = "x-request-id";

    public async Task InvokeAsync(HttpContext context)
    {
        var id = Identifier.New(Identifier.Request, clock.GetUtcNow());
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        using (logger.BeginScope(new RequestIdScope(id)))
        {
            await next(context);
        }
    }
}
