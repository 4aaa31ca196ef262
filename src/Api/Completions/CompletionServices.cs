using Inference.Requests;

namespace Inference.Completions;

internal static class CompletionServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services) =>
        services.AddJson(CompletionJson.Default).AddSingleton<CompletionRunner>();
}
