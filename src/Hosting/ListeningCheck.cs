namespace Inference;

/// <summary>Runs before anything else starts: a server that cannot listen neither opens its storage nor joins a cluster.</summary>
internal sealed class ListeningCheck(Func<string?> explainRefusal) : HostedLifecycleService
{
    /// <exception cref="ListeningException">An address is taken, or cannot be bound.</exception>
    public override Task StartingAsync(CancellationToken cancellationToken) =>
        explainRefusal() is { } reason ? throw new ListeningException(reason) : Task.CompletedTask;
}

/// <summary>An address cannot be listened at.</summary>
internal sealed class ListeningException(string message, Exception? innerException = null) : OperatorException(message, innerException);

internal static class ListeningServices
{
    /// <summary>Checks first whether the addresses of the HTTP API can be bound.</summary>
    public static IServiceCollection AddHttpListeningCheck(this IServiceCollection services) =>
        services.AddListeningCheck(provider => ServerAddresses.ExplainRefusal(provider.GetRequiredService<IConfiguration>()));

    /// <summary>Services are started in the order of their registration: the check is put before those that are registered.</summary>
    public static IServiceCollection AddListeningCheck(this IServiceCollection services, Func<IServiceProvider, string?> explainRefusal)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider => new ListeningCheck(() => explainRefusal(provider))));
        return services;
    }
}
