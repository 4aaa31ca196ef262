using System.Text.Json.Serialization;
using Inference.Paging;

namespace Inference.Experts;

[JsonSerializable(typeof(CreateExpertRequest))]
[JsonSerializable(typeof(ExpertRequest))]
[JsonSerializable(typeof(ExpertResponse))]
[JsonSerializable(typeof(PageResponse<ExpertResponse>))]
internal sealed partial class ExpertJson : JsonSerializerContext;
