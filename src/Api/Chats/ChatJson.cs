using System.Text.Json.Serialization;
using Inference.Paging;

namespace Inference.Chats;

[JsonSerializable(typeof(ChatResponse))]
[JsonSerializable(typeof(ChatWindowResponse))]
[JsonSerializable(typeof(ChatUpdateRequest))]
[JsonSerializable(typeof(PageResponse<ChatResponse>))]
internal sealed partial class ChatJson : JsonSerializerContext;
