using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Inference.Clustering;

/// <summary>
/// Listens with Orleans' sockets, on ports that no other process has, and not at all at <see cref="Nowhere"/>. Orleans asks for SO_REUSEPORT: the kernel
/// would deal connections out among all processes of a user that listen on one port.
/// </summary>
internal sealed class ClusterListenerFactory(IConnectionListenerFactory sockets) : IConnectionListenerFactory
{
    /// <summary>The address of a silo that has no others: its endpoint is a name, and no connection reaches it.</summary>
    public static readonly IPAddress Nowhere = IPAddress.None;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is IPEndPoint { Address: var address } && address.Equals(Nowhere))
        {
            return new(new NoListener(endpoint));
        }

        // Without SO_REUSEPORT, which .NET leaves out unless it is told otherwise, a port that is taken is refused.
        using (var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp))
        {
            probe.Bind(endpoint);
        }

        return sockets.BindAsync(endpoint, cancellationToken);
    }

    private sealed class NoListener(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) => new(_end.Task.WaitAsync(cancellationToken));

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

        public ValueTask DisposeAsync()
        {
            _end.TrySetResult(null);
            return default;
        }
    }
}
