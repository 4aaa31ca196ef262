namespace Inference.FrontEnd;

internal static class ClusterConnectionMiddleware
{
    private static readonly PathString Version = "/v1";

    /// <summary>In a front end of its own, lets no request further that needs a silo before there was one.</summary>
    public static void UseClusterConnection(this WebApplication app)
    {
        if (app.Services.GetService<ClusterConnection>() is not { } connection)
        {
            return;
        }

        app.Use((context, next) =>
            connection.IsMade || !context.Request.Path.StartsWithSegments(Version, StringComparison.OrdinalIgnoreCase)
                ? next(context)
                : AskAsync(connection, context, next));
    }

    private static async Task AskAsync(ClusterConnection connection, HttpContext context, RequestDelegate next)
    {
        await connection.DemandAsync(context.RequestAborted);
        await next(context);
    }
}
