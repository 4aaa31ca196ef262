using Inference.Errors;
using Inference.Guards;
using Inference.Identity;
using Inference.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

/// <summary>Asks the configured guard, and decides what its failure means.</summary>
internal sealed partial class GuardStage(
    LocalGuard local, ModelGuard model, IOptionsMonitor<GuardOptions> options, TimeProvider clock, ILogger<GuardStage> logger)
{
    public string Refusal => options.CurrentValue.Refusal;

    /// <summary>The verdict, or <see langword="null"/> when the guard is off.</summary>
    public async Task<GuardResult?> JudgeAsync(CompletionRun run, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        if (!(run.Call.GuardEnabled ?? run.Settings.GuardEnabled ?? (run.Call.GuardedByDefault && settings.Enabled)))
        {
            return null;
        }

        IGuard guard = settings.Model == ModelsOptions.Local ? local : model;
        var began = clock.GetTimestamp();
        try
        {
            var verdict = await guard.JudgeAsync(new GuardQuestion([.. run.History, .. run.Messages]) { Queue = run.Call.Caller.KeyId }, cancellationToken);
            return Result(verdict.Category, verdict.Reasoning, verdict.Usage, began);
        }
        catch (InferenceException failure) when (settings.FailOpen)
        {
            LogFailedOpen(run.Id, failure.Message);
            return Result(GuardResult.Safe, "The guard did not answer, and is configured to let requests pass.", Usage.None, began);
        }
        catch (InferenceException failure)
        {
            LogFailedClosed(run.Id, failure.Message);
            throw new InferenceException(
                ErrorKind.Overloaded, "The guard cannot be reached, and nothing is answered unguarded.", retryAfterSeconds: 5);
        }
    }

    private GuardResult Result(string category, string reasoning, Usage usage, long began) => new()
    {
        Id = Identifier.New(Identifier.Guard, clock.GetUtcNow()),
        Category = category,
        Content = category,
        ReasoningContent = reasoning,
        FinishReason = FinishReason.Stop,
        Elapsed = clock.GetElapsedTime(began),
        Usage = usage,
    };

    [LoggerMessage(LogLevel.Warning, "Completion {CompletionId} passed unguarded: {Failure}")]
    private partial void LogFailedOpen(string completionId, string failure);

    [LoggerMessage(LogLevel.Warning, "Completion {CompletionId} was refused since its guard failed: {Failure}")]
    private partial void LogFailedClosed(string completionId, string failure);
}
