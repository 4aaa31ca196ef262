namespace Inference.Completions;

internal static class CompletionServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services) =>
        services.AddSingleton<CompletionRunner>();
}
