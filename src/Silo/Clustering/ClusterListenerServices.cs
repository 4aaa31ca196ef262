using Microsoft.AspNetCore.Connections;

namespace Inference.Clustering;

internal static class ClusterListenerServices
{
    /// <summary>Puts <see cref="ClusterListenerFactory"/> before the sockets that Orleans has registered, each under a key that is not public.</summary>
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
