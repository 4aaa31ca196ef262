using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Paging;

namespace Inference.InferenceLogs;

[JsonSerializable(typeof(LogResponse))]
[JsonSerializable(typeof(PageResponse<LogResponse>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
internal sealed partial class LogJson : JsonSerializerContext;
