namespace Inference.Hosting;

internal static class ListeningServices
{
    /// <summary>Looks first whether the addresses of the HTTP API can be had.</summary>
    public static IServiceCollection AddHttpListeningCheck(this IServiceCollection services) =>
        services.AddListeningCheck(provider => ServerAddresses.ExplainRefusal(provider.GetRequiredService<IConfiguration>()));

    /// <summary>Services are started in the order of their registration: this one before all that were registered.</summary>
    public static IServiceCollection AddListeningCheck(this IServiceCollection services, Func<IServiceProvider, string?> explainRefusal)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider => new ListeningCheck(() => explainRefusal(provider))));
        return services;
    }
}
