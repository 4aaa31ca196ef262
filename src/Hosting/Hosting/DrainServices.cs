using Inference.Database;
using Inference.Settings;

namespace Inference.Hosting;

internal static class DrainServices
{
    private static readonly TimeSpan ClusterDelay = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.AddInferenceOptions<HostingOptions, HostingOptionsValidator>().PostConfigure<IConfiguration>((hosting, configuration) =>
            hosting.DrainDelay ??= StorageEngine.IsPostgres(configuration) ? ClusterDelay : TimeSpan.Zero);
        services.AddHostedService<Drain>();
        return services;
    }

    /// <summary>A client that is answered while the process stops takes another connection for its next request.</summary>
    public static void UseDrain(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            // HTTP/2 has no such header: the server sends GOAWAY when it stops.
            if (stopping.IsCancellationRequested && HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                context.Response.Headers.Connection = "close";
            }

            return next(context);
        });
    }
}
