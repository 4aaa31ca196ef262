using Inference.Calls;
using Inference.Postgres;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Inference.Clustering;

/// <summary>Who this silo is, and how it finds others.</summary>
internal static class ClusteringServices
{
    /// <summary>One silo on the loopback; a front end on the same machine may join as a client.</summary>
    public static ISiloBuilder AddLocalCluster(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering();
        silo.AddAddress().UseClusterTls();
        silo.Services.AddOptions<DevelopmentClusterMembershipOptions>().Configure<IOptions<InferenceOptions>>((membership, inference) =>
            membership.PrimarySiloEndpoint = new(ClusterAddress.Resolve(inference.Value.Cluster.AdvertisedAddress), inference.Value.Cluster.SiloPort));
        return silo;
    }

    /// <summary>As many silos as share the database.</summary>
    public static ISiloBuilder AddCluster(this ISiloBuilder silo)
    {
        silo.AddPostgresClustering().TuneMembership().AddAddress().UseClusterTls();
        return silo.Configuration["KUBERNETES_SERVICE_HOST"] is not null && silo.Configuration["POD_NAME"] is not null
            ? silo.UseKubernetesHosting()
            : silo;
    }

    private static ISiloBuilder AddAddress(this ISiloBuilder silo)
    {
        silo.Services.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = CallTimeout.Default);
        silo.Services.AddOptions<ClusterOptions>().Configure<IOptions<InferenceOptions>>((cluster, inference) =>
        {
            cluster.ServiceId = inference.Value.Cluster.ServiceId;
            cluster.ClusterId = inference.Value.Cluster.ClusterId;
        });
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<InferenceOptions>>((endpoint, inference) =>
        {
            endpoint.AdvertisedIPAddress = ClusterAddress.Resolve(inference.Value.Cluster.AdvertisedAddress);
            endpoint.SiloPort = inference.Value.Cluster.SiloPort;
            endpoint.GatewayPort = inference.Value.Cluster.GatewayPort;
        });
        return silo;
    }
}
