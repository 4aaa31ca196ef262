using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Inference.Settings;

namespace Inference.Requests;

internal static class RequestServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services)
    {
        services.AddInferenceOptions<ApiOptions, ApiOptionsValidator>();
        services.AddSingleton<RequestReading>();
        services.ConfigureHttpJsonOptions(static json => Configure(json.SerializerOptions));
        return services.AddJson(RequestJson.Default);
    }

    /// <summary>Adds a feature's source-generated JSON types to those of the API.</summary>
    public static IServiceCollection AddJson(this IServiceCollection services, JsonSerializerContext context) =>
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, context));

    private static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.MaxDepth = JsonLimits.WriteDepth;
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));

        // For types that no feature lists, such as those of the framework; what is hot is source-generated.
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
    }
}
