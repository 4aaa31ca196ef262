using System.Net;
using System.Net.Sockets;

namespace Inference;

/// <summary>Binds an endpoint before anything starts, to find out whether the process can listen there.</summary>
internal static class PortProbe
{
    /// <summary>Why it cannot; <see langword="null"/> when it can.</summary>
    public static string? ExplainRefusal(IPEndPoint endPoint)
    {
        try
        {
            // Without SO_REUSEPORT, which .NET does not set by default, a port that is taken is refused.
            using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(endPoint);
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "the port is in use by another process",
                SocketError.AccessDenied => "listening there needs privileges that this process does not have",
                SocketError.AddressNotAvailable => "it is not an address of this machine",
                // Such as an IPv6 address where there is no IPv6.
                _ => exception.Message,
            };
        }
    }
}
