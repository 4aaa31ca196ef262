using Inference.Errors;
using Inference.Guards;
using Inference.Identity;
using Inference.Messages;
using Inference.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Inference.Completions.Pipeline;

/// <summary>Asks the configured guard, and decides what its failure means.</summary>
internal sealed partial class GuardStage(
    LocalGuard local,
    ModelGuard model,
    IOptionsMonitor<GuardOptions> options,
    GuardMetrics metrics,
    TimeProvider clock,
    ILogger<GuardStage> logger)
{
    public string Refusal => options.CurrentValue.Refusal;

    /// <summary>The verdict, or <see langword="null"/> when the guard is off.</summary>
    public async Task<GuardResult?> JudgeAsync(CompletionRun run, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        if (!IsOn(run, settings))
        {
            return null;
        }

        IGuard guard = settings.Model == ModelsOptions.Local ? local : model;
        var began = clock.GetTimestamp();
        try
        {
            var verdict = await guard.JudgeAsync(Question(run), cancellationToken);
            metrics.Judged(verdict.Category);
            return Result(verdict.Category, verdict.Reasoning, verdict.Usage, began);
        }
        catch (InferenceException failure) when (settings.FailOpen)
        {
            metrics.Failed(isPassed: true);
            LogFailedOpen(run.Id, failure.Message);
            return Result(GuardResult.Safe, "The guard did not answer, and is configured to let requests pass.", Usage.None, began);
        }
        catch (InferenceException failure)
        {
            // Logged with the completion.
            metrics.Failed(isPassed: false);
            throw new InferenceException(
                ErrorKind.Overloaded, "The guard cannot be reached, and nothing is answered unguarded.", retryAfterSeconds: 5)
            {
                Cause = failure.Cause == ModelFailure.CircuitOpen ? failure.Cause : $"{failure.Message} {failure.Cause}".TrimEnd(),
            };
        }
    }

    /// <summary>Refuses what the guard would have to let through unread.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.InvalidParamValue"/>, naming the first part that holds more than text.</exception>
    public void RefuseUnreadable(CompletionRun run)
    {
        var settings = options.CurrentValue;
        if (settings.AllowUnreadable || !IsOn(run, settings))
        {
            return;
        }

        const string remedy = "set guard_enabled to false, or the server's Guard:AllowUnreadable to true";
        var top = GuardMedia.Find(run.Call.Sampling.Extra, takesObjects: false);
        if ((GuardReader.FindUnreadable(run.Messages) ?? (top is null ? null : (top, top))) is var (name, type))
        {
            throw new InferenceException(
                ErrorKind.InvalidParamValue, $"{name}: the guard is on and cannot read a part of type {type}; {remedy}.", name);
        }

        if (GuardReader.FindUnreadable(run.History, areStored: true) is var (_, stored))
        {
            throw new InferenceException(
                ErrorKind.InvalidParamValue, $"The chat holds a part of type {stored} that the guard, which is on, cannot read; {remedy}.", "guard_enabled");
        }
    }

    private static bool IsOn(CompletionRun run, GuardOptions settings) =>
        run.Call.GuardEnabled ?? run.Settings.GuardEnabled ?? (run.Call.GuardedByDefault && settings.Enabled);

    private static GuardQuestion Question(CompletionRun run) => new([.. run.History, .. run.Messages])
    {
        Stored = run.History.Length,
        Tools = run.Call.Tools,
        Documents =
            [.. new[] { run.Call.Sampling.ResponseFormat, run.Call.Sampling.ToolChoice, run.Call.Sampling.Extra, run.Call.Metadata }.OfType<string>()],
        ReasoningEffort = run.Call.Sampling.ReasoningEffort,
        Stop = run.Call.Sampling.Stop,
        User = run.Call.User,
        Queue = run.Call.Caller.KeyId,
    };

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
}
