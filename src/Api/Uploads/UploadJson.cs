using System.Text.Json.Serialization;

namespace Inference.Uploads;

[JsonSerializable(typeof(FinalizeUploadRequest))]
[JsonSerializable(typeof(PersonaUpload))]
[JsonSerializable(typeof(PersonaUploadResult))]
internal sealed partial class UploadJson : JsonSerializerContext;
