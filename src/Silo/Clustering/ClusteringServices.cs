using System.Net;
using Inference.Calls;
using Inference.Postgres;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Inference.Clustering;

/// <summary>The identity of this silo in its cluster, and how it finds the other silos.</summary>
internal static class ClusteringServices
{
    private const int DefaultGatewayPort = 30000;

    /// <summary>
    /// One silo without a cluster. Where a gateway's port is set, front ends on the same machine that can read the data directory connect to it.
    /// </summary>
    public static ISiloBuilder AddLocalCluster(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering();
        silo.AddIdentity().UseExclusivePorts().UseClusterTls();
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<InferenceOptions>>((endpoint, inference) =>
        {
            endpoint.AdvertisedIPAddress = IPAddress.Loopback;
            endpoint.SiloPort = inference.Value.Cluster.SiloPort;
            endpoint.SiloListeningEndpoint = new(ClusterListenerFactory.Unbound, inference.Value.Cluster.SiloPort);
            endpoint.GatewayPort = inference.Value.Cluster.GatewayPort ?? 0;
        });
        silo.Services.AddOptions<DevelopmentClusterMembershipOptions>().Configure<IOptions<InferenceOptions>>((membership, inference) =>
            membership.PrimarySiloEndpoint = new(IPAddress.Loopback, inference.Value.Cluster.SiloPort));
        silo.Services.AddOptions<ClusterTlsOptions>().PostConfigure<IOptions<InferenceOptions>>((tls, inference) =>
        {
            if (inference.Value.Cluster.GatewayPort is not null)
            {
                LocalCertificate.UseIn(tls, inference.Value.DataDirectory);
            }
        });
        return silo;
    }

    /// <summary>As many silos as share the database.</summary>
    public static ISiloBuilder AddCluster(this ISiloBuilder silo)
    {
        silo.AddPostgresClustering().TuneMembership().AddIdentity().AddAddress().UseExclusivePorts().UseClusterTls();
        silo.Services.AddHostedService<OpenPortsWarning>();
        return silo.Configuration["KUBERNETES_SERVICE_HOST"] is not null && silo.Configuration["POD_NAME"] is not null
            ? silo.UseKubernetesHosting()
            : silo;
    }

    private static ISiloBuilder AddIdentity(this ISiloBuilder silo)
    {
        silo.Services.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = CallTimeout.Default);
        silo.Services.AddOptions<ClusterOptions>().Configure<IOptions<InferenceOptions>>((cluster, inference) =>
        {
            cluster.ServiceId = inference.Value.Cluster.ServiceId;
            cluster.ClusterId = inference.Value.Cluster.ClusterId;
        });
        return silo;
    }

    private static ISiloBuilder AddAddress(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<InferenceOptions>>((endpoint, inference) =>
        {
            endpoint.AdvertisedIPAddress = ClusterAddress.Resolve(inference.Value.Cluster.AdvertisedAddress);
            endpoint.SiloPort = inference.Value.Cluster.SiloPort;
            endpoint.GatewayPort = inference.Value.Cluster.GatewayPort ?? DefaultGatewayPort;
        });
        return silo;
    }
}
