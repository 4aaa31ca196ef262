using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Inference.Clustering;

/// <summary>
/// Listens with Orleans' sockets, on ports that no other process listens on, and not at all at <see cref="Unbound"/>. Orleans sets SO_REUSEPORT, with which
/// the kernel distributes connections among all processes of a user that listen on one port.
/// </summary>
internal sealed class ClusterListenerFactory(IConnectionListenerFactory sockets) : IConnectionListenerFactory
{
    /// <summary>The address of a silo without a cluster: its endpoint is only its identity, and nothing listens there.</summary>
    public static readonly IPAddress Unbound = IPAddress.None;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is IPEndPoint { Address: var address } && address.Equals(Unbound))
        {
            return new(new NullListener(endpoint));
        }

        // Without SO_REUSEPORT, which .NET does not set by default, a port that is taken is refused.
        using (var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp))
        {
            probe.Bind(endpoint);
        }

        return sockets.BindAsync(endpoint, cancellationToken);
    }

    private sealed class NullListener(EndPoint endpoint) : IConnectionListener
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

internal static class ClusterListenerServices
{
    /// <summary>Wraps the listener factories that Orleans has registered, each under a key that is not public, in a <see cref="ClusterListenerFactory"/>.</summary>
    public static ISiloBuilder UseExclusivePorts(this ISiloBuilder silo)
    {
        foreach (var sockets in silo.Services.Where(IsOrleans).ToArray())
        {
            var create = sockets.KeyedImplementationFactory!;
            silo.Services.Remove(sockets);
            silo.Services.Add(ServiceDescriptor.KeyedSingleton<IConnectionListenerFactory>(
                sockets.ServiceKey, (services, key) => new ClusterListenerFactory((IConnectionListenerFactory)create(services, key))));
        }

        return silo;
    }

    private static bool IsOrleans(ServiceDescriptor service) => service.ServiceType == typeof(IConnectionListenerFactory) && service.IsKeyedService;
}
