namespace Inference.FrontEnd;

internal static class ClusterConnectionMiddleware
{
    private static readonly PathString Version = "/v1";

    /// <summary>In a front end, holds back requests that need a silo until the first one was reached.</summary>
    public static void UseClusterConnection(this WebApplication app)
    {
        if (app.Services.GetService<ClusterConnection>() is not { } connection)
        {
            return;
        }

        app.Use((context, next) =>
            connection.IsMade || !context.Request.Path.StartsWithSegments(Version, StringComparison.OrdinalIgnoreCase)
                ? next(context)
                : WaitAndInvokeAsync(connection, context, next));
    }

    private static async Task WaitAndInvokeAsync(ClusterConnection connection, HttpContext context, RequestDelegate next)
    {
        await connection.EnsureConnectedAsync(context.RequestAborted);
        await next(context);
    }
}
