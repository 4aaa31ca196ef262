using Microsoft.Extensions.Options;

namespace Inference.Database;

public static class DatabaseServices
{
    /// <summary>How the database is reached, for silos and front ends alike.</summary>
    public static IServiceCollection AddConnectionStrings(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ConnectionStringsOptions>, ConnectionStringsValidator>();
        services.AddOptions<ConnectionStringsOptions>().BindConfiguration(ConnectionStringsOptions.Section).ValidateOnStart();
        return services;
    }
}
