using Inference.InferenceLogs;
using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Completions;

internal static class CompletionServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services)
    {
        services.AddReloadable<CompletionOptions, CompletionOptionsValidator>(CompletionOptions.Section);
        services.AddReloadable<LogOptions, LogOptionsValidator>(LogOptions.Section);
        services.AddHostedService<LogRetention>();
        return services
            .AddSingleton<CompletionMetrics>()
            .AddSingleton<CompletionPipeline>()
            .AddSingleton<GuardStage>()
            .AddSingleton<RouterStage>()
            .AddSingleton<AnswerStage>()
            .AddSingleton<CompletionRecorder>()
            .AddSingleton<AnswerRecorder>()
            .AddSingleton<CompletionArchive>();
    }
}
