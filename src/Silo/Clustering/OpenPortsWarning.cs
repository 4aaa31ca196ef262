using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Inference.Clustering;

/// <summary>Warns at the start where the cluster's ports accept grain calls from any client that can connect to them.</summary>
internal sealed partial class OpenPortsWarning(
    IOptions<EndpointOptions> endpoint, ClusterCertificates certificates, ILogger<OpenPortsWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var address = endpoint.Value.SiloListeningEndpoint?.Address ?? endpoint.Value.AdvertisedIPAddress;
        if (!certificates.AreUsed && !IPAddress.IsLoopback(address))
        {
            LogOpen(address, endpoint.Value.SiloPort, endpoint.Value.GatewayPort);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning,
        "Ports {SiloPort} and {GatewayPort} of {Address} take any grain call from any client that reaches them: keep them to silos and front ends, or set Inference:Cluster:Tls")]
    private partial void LogOpen(IPAddress address, int siloPort, int gatewayPort);
}
