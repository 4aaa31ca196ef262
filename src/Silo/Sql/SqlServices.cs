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
}
