using System.Text.Json.Serialization;

namespace Inference.Models;

[JsonSerializable(typeof(ModelResponse))]
[JsonSerializable(typeof(ModelListResponse))]
internal sealed partial class ModelJson : JsonSerializerContext;
