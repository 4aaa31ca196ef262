using Inference.InferenceLogs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

internal static class CompletionServices
{
    public static IServiceCollection AddCompletions(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<CompletionOptions>, CompletionOptionsValidator>();
        services.AddOptions<CompletionOptions>().BindConfiguration(CompletionOptions.Section).ValidateOnStart();
        services.AddOptions<LogOptions>().BindConfiguration(LogOptions.Section);
        return services
            .AddSingleton<CompletionPipeline>()
            .AddSingleton<GuardStage>()
            .AddSingleton<RouterStage>()
            .AddSingleton<AnswerStage>()
            .AddSingleton<CompletionRecorder>();
    }
}
