using System.Net;
using System.Net.Sockets;

namespace Inference.Clustering;

/// <summary>The address that a silo advertises to its cluster.</summary>
internal static class ClusterAddress
{
    /// <summary>The address itself, or that of a host's name: a container's name is known before its address.</summary>
    /// <exception cref="ClusterAddressException">There is no such name.</exception>
    public static IPAddress Resolve(string advertised)
    {
        if (IPAddress.TryParse(advertised, out var address))
        {
            return address;
        }

        try
        {
            var addresses = Dns.GetHostAddresses(advertised);
            return addresses.FirstOrDefault(found => found.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (SocketException exception)
        {
            throw new ClusterAddressException($"Inference:Cluster:AdvertisedAddress is '{advertised}', and there is no host of that name.", exception);
        }
    }
}

/// <summary>The advertised address cannot be resolved.</summary>
internal sealed class ClusterAddressException(string message, Exception? innerException) : OperatorException(message, innerException);
