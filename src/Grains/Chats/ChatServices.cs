using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Chats;

internal static class ChatServices
{
    public static IServiceCollection AddChats(this IServiceCollection services)
    {
        services.AddSingleton<MembershipStability>();
        services.AddSingleton<IValidateOptions<ChatOptions>, ChatOptionsValidator>();
        services.AddOptions<ChatOptions>().BindConfiguration(ChatOptions.Section).ValidateOnStart();
        return services;
    }
}
