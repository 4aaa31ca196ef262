using System.Text.Json.Serialization;
using Inference.Paging;

namespace Inference.Actions;

[JsonSerializable(typeof(CreateActionRequest))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(ActionResponse))]
[JsonSerializable(typeof(PageResponse<ActionResponse>))]
internal sealed partial class ActionJson : JsonSerializerContext;
