using System.Text.Json.Serialization;

namespace Inference.Errors;

[JsonSerializable(typeof(ErrorEnvelope))]
internal sealed partial class ErrorJson : JsonSerializerContext;
