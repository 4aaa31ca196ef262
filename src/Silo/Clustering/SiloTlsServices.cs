using Orleans.Configuration;

namespace Inference.Clustering;

internal static class SiloTlsServices
{
    /// <summary>Connections between silos, and those of front ends, encrypted where certificates are set.</summary>
    public static ISiloBuilder UseClusterTls(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<ClusterCertificates>((connections, certificates) =>
        {
            if (!certificates.AreUsed)
            {
                return;
            }

            var tls = certificates.ToTlsOptions();
            connections.ConfigureSiloInboundConnection(connection => connection.UseServerTls(tls));
            connections.ConfigureGatewayInboundConnection(connection => connection.UseServerTls(tls));
            connections.ConfigureSiloOutboundConnection(connection => connection.UseClientTls(tls));
        });
        return silo;
    }
}
