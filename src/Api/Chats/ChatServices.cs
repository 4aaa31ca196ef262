using Inference.Requests;

namespace Inference.Chats;

internal static class ChatServices
{
    public static IServiceCollection AddChats(this IServiceCollection services) => services.AddJson(ChatJson.Default);
}
