using System.Text.Json.Serialization;
using Inference.Paging;

namespace Inference.ActionGroups;

[JsonSerializable(typeof(CreateActionGroupRequest))]
[JsonSerializable(typeof(ActionGroupRequest))]
[JsonSerializable(typeof(ActionGroupResponse))]
[JsonSerializable(typeof(PageResponse<ActionGroupResponse>))]
internal sealed partial class ActionGroupJson : JsonSerializerContext;
