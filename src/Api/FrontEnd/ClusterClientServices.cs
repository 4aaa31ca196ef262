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

    // A silo that has just come is found within it, one that failed is tried again after it. It costs a look at a few rows.
    private static readonly TimeSpan GatewayListRefreshPeriod = TimeSpan.FromSeconds(2);

    /// <summary>Makes the process a client of the silos, which may come and go.</summary>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ClusterConnection>();
        // The client waits for a first silo. HTTP does not wait for the client: who asks meanwhile is told so.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewayListRefreshPeriod);
        builder.Services.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = CallTimeout.Default);
        builder.UseOrleansClient(client =>
        {
            client.UseConnectionRetryFilter<WaitForSilos>().AddOutgoingGrainCallFilter<UndeliveredCalls>().UseClusterTls();
            if (StorageEngine.IsPostgres(builder.Configuration))
            {
                client.UseMembershipTable().UseFrontEndIdentity();
            }
            else
            {
                var silo = builder.Configuration.GetSection(Cluster).Get<ClusterEntranceOptions>() ?? new ClusterEntranceOptions();
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
