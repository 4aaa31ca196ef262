using Inference.Calls;
using Inference.Clustering;
using Inference.Database;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Inference.FrontEnd;

internal static class ClusterClientServices
{
    private const string Cluster = $"{FrontEndOptions.Section}:{nameof(FrontEndOptions.Cluster)}";

    public const int DefaultGatewayPort = 30000;

    // A new silo is found within this period, and one that failed is tried again after it. Each refresh reads a few rows.
    private static readonly TimeSpan GatewayListRefreshPeriod = TimeSpan.FromSeconds(2);

    /// <summary>Makes the process a client of the silos, which may start and stop.</summary>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ClusterConnection>();
        // The client waits for a first silo. HTTP does not wait for the client: requests meanwhile are refused with that reason.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewayListRefreshPeriod);
        builder.Services.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = CallTimeout.Default);
        builder.UseOrleansClient(client =>
        {
            client.UseConnectionRetryFilter<SiloConnectionRetryFilter>().AddOutgoingGrainCallFilter<UndeliveredCalls>().UseClusterTls();
            if (StorageEngine.IsPostgres(builder.Configuration))
            {
                client.UseMembershipTable().UseFrontEndIdentity();
            }
            else
            {
                var silo = builder.Configuration.GetSection(Cluster).Get<FrontEndClusterOptions>() ?? new FrontEndClusterOptions();
                client.UseLocalhostClustering(silo.GatewayPort ?? DefaultGatewayPort, silo.ServiceId, silo.ClusterId);
                client.Services.AddOptions<ClusterTlsOptions>().PostConfigure<IOptions<FrontEndOptions>>((tls, frontEnd) =>
                    LocalCertificate.UseIn(tls, frontEnd.Value.DataDirectory));
            }
        });
    }

    private static void UseFrontEndIdentity(this IClientBuilder client) =>
        client.Services.AddOptions<ClusterOptions>().Configure<IOptions<FrontEndOptions>>((cluster, frontEnd) =>
        {
            cluster.ServiceId = frontEnd.Value.Cluster.ServiceId;
            cluster.ClusterId = frontEnd.Value.Cluster.ClusterId;
        });
}
