using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Paging;

namespace Inference.Personas;

[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(PersonaRequest))]
[JsonSerializable(typeof(PersonaResponse))]
[JsonSerializable(typeof(PageResponse<PersonaResponse>[]))]
internal sealed partial class PersonaJson : JsonSerializerContext;
