using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Inference.Clustering;

/// <summary>The ports at which silos and front ends reach this silo.</summary>
internal static class ClusterPorts
{
    /// <summary>Why one of them cannot be listened at; <see langword="null"/> when both can be.</summary>
    public static string? ExplainRefusal(IServiceProvider services)
    {
        var endpoint = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        return Explain("SiloPort", endpoint.SiloListeningEndpoint ?? new IPEndPoint(endpoint.AdvertisedIPAddress, endpoint.SiloPort))
            ?? Explain("GatewayPort", endpoint.GatewayListeningEndpoint ?? new IPEndPoint(endpoint.AdvertisedIPAddress, endpoint.GatewayPort));
    }

    private static string? Explain(string setting, IPEndPoint endPoint) =>
        endPoint.Port != 0 && !endPoint.Address.Equals(ClusterListenerFactory.Unbound) && PortProbe.ExplainRefusal(endPoint) is { } reason
            ? $"The silo cannot listen at {endPoint} (Inference:Cluster:{setting}): {reason}. Silos of one machine need a SiloPort and a GatewayPort each."
            : null;
}
