using Microsoft.Extensions.DependencyInjection;

namespace Inference.PersonaDrafts;

internal static class PersonaDraftServices
{
    public static IServiceCollection AddPersonaDrafts(this IServiceCollection services) => services.AddSingleton<PersonaDraftGenerator>();
}
