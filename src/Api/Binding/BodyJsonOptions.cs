using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inference.Validation;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Inference.Binding;

/// <summary>The JSON options of bodies: those of responses, but for the depth.</summary>
internal sealed class BodyJsonOptions(IOptions<JsonOptions> json)
{
    private readonly JsonSerializerOptions _options = new(json.Value.SerializerOptions) { MaxDepth = JsonLimits.ReadDepth };

    public JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
}
