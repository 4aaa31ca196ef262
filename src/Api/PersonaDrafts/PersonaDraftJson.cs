using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inference.PersonaDrafts;

[JsonSerializable(typeof(PersonaCompletionRequest))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
internal sealed partial class PersonaDraftJson : JsonSerializerContext;
