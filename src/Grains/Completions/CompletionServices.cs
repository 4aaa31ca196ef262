using Inference.Completions.Pipeline;
using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Completions;

internal static class CompletionServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services)
    {
        services.AddReloadableOptions<CompletionOptions, CompletionOptionsValidator>();
        return services
            .AddSingleton<CompletionLimiter>()
            .AddSingleton<CompletionMetrics>()
            .AddSingleton<CompletionPipeline>()
            .AddSingleton<GuardStage>()
            .AddSingleton<RouterStage>()
            .AddSingleton<AnswerStage>()
            .AddSingleton<CompletionRecorder>()
            .AddSingleton<CompletionArchive>();
    }
}
