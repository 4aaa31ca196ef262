using Inference.Health;

namespace Inference.Sql;

internal static class SqlServices
{
    /// <summary>The <see cref="NameKeyBackfill"/> of a database that is registered.</summary>
    public static IServiceCollection AddNameKeyBackfill<TDatabase>(this IServiceCollection services)
        where TDatabase : SqlDatabase =>
        services.AddHostedService(provider => new NameKeyBackfill(
            provider.GetRequiredService<TDatabase>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NameKeyBackfill>>()));

    /// <summary>A database that takes no writes is not ready, and is probed until it does.</summary>
    public static IServiceCollection AddStorageHealth<TDatabase>(this IServiceCollection services)
        where TDatabase : SqlDatabase
    {
        services.AddSingleton(provider => provider.GetRequiredService<TDatabase>().Health);
        services.AddHostedService(provider => new StorageProbe(provider.GetRequiredService<TDatabase>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage", tags: [HealthEndpoints.Ready]);
        return services;
    }
}
