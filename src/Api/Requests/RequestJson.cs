using System.Text.Json.Serialization;

namespace Inference.Requests;

[JsonSerializable(typeof(DeletedResponse))]
internal sealed partial class RequestJson : JsonSerializerContext;
