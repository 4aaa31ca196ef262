using Inference.Settings;
using Orleans.Configuration;

namespace Inference.Clustering;

internal static class ClusterTlsServices
{
    /// <summary>The certificates of silos and front ends alike.</summary>
    public static IServiceCollection AddClusterCertificates(this IServiceCollection services)
    {
        services.AddInferenceOptions<ClusterTlsOptions, ClusterTlsValidator>();
        return services.AddSingleton<ClusterCertificates>();
    }

    /// <summary>A front end's connections to silos, encrypted where certificates are set.</summary>
    public static IClientBuilder UseClusterTls(this IClientBuilder client)
    {
        client.Services.AddOptions<ClientConnectionOptions>().Configure<ClusterCertificates>((connections, certificates) =>
        {
            if (certificates.AreUsed)
            {
                connections.ConfigureConnection(connection => connection.UseClientTls(certificates.ToTlsOptions()));
            }
        });
        return client;
    }
}
