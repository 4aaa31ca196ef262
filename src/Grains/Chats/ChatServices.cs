using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Chats;

internal static class ChatServices
{
    public static IServiceCollection AddChats(this IServiceCollection services)
    {
        services.AddSingleton<MembershipStability>();
        services.AddInferenceOptions<ChatOptions, ChatOptionsValidator>();
        return services;
    }
}
