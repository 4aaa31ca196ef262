using System.Text.Json.Serialization;
using Inference.Paging;

namespace Inference.ApiKeys;

[JsonSerializable(typeof(ApiKeyRequest))]
[JsonSerializable(typeof(RotateRequest))]
[JsonSerializable(typeof(ApiKeyResponse))]
[JsonSerializable(typeof(PageResponse<ApiKeyResponse>))]
internal sealed partial class ApiKeyJson : JsonSerializerContext;
