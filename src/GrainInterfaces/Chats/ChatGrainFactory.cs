using Inference.Identity;

namespace Inference.Chats;

/// <summary>The only place that knows how a chat's key is built.</summary>
public static class ChatGrainFactory
{
    public static IChatGrain GetChat(this IGrainFactory grains, string environment, string chatId) =>
        GrainReferences<IChatGrain>.Get(grains, $"{environment}/{chatId}");

    public static IChatQueryGrain GetChatQueries(this IGrainFactory grains) => grains.GetGrain<IChatQueryGrain>(0);
}
