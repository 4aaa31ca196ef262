using Inference.InferenceLogs;
using Inference.Queueing;
using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

internal static class CompletionServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services)
    {
        services.AddReloadable<CompletionOptions, CompletionOptionsValidator>(CompletionOptions.Section);
        services.AddReloadable<LogOptions, LogOptionsValidator>(LogOptions.Section);
        services.AddHostedService<LogRetention>();
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        services.AddOptions<QueueOptions>().BindConfiguration(QueueOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<CompletionGate>()
            .AddSingleton<CompletionMetrics>()
            .AddSingleton<CompletionFailureLog>()
            .AddSingleton<CompletionPipeline>()
            .AddSingleton<GuardStage>()
            .AddSingleton<RouterStage>()
            .AddSingleton<AnswerStage>()
            .AddSingleton<CompletionRecorder>()
            .AddSingleton<AnswerRecorder>()
            .AddSingleton<CompletionArchive>();
    }
}
