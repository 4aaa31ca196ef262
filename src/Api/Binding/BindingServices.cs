namespace Inference.Binding;

internal static class BindingServices
{
    public static IServiceCollection AddBinding(this IServiceCollection services)
    {
        services.AddSingleton<BodyJsonOptions>();
        return services.ConfigureHttpJsonOptions(static json => ApiJson.Configure(json.SerializerOptions));
    }
}
