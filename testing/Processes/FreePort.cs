using System.Net;
using System.Net.Sockets;

namespace Inference.Processes;

/// <summary>A free port of the loopback.</summary>
public static class FreePort
{
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
