using Inference.Hosting;
using Inference.Identity;

namespace Inference.Errors;

/// <summary>
/// Names every request: in its answer, in its errors and in all that is logged meanwhile. The name is always ours, so that it is
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
