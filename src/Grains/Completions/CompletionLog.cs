using Inference.Errors;
using Inference.InferenceLogs;

namespace Inference.Completions;

/// <summary>Writes the log of a completion.</summary>
internal static class CompletionLog
{
    /// <summary>The row, with all contents; with an error where that kept it from being answered.</summary>
    public static InferenceLog Of(CompletionRun run, InferenceException? error, DateTimeOffset now)
    {
        var call = run.Call;
        return new InferenceLog
        {
            Id = run.Id,
            Environment = call.Caller.Environment,
            Owner = call.Caller.Owner,
            Api = call.Api,
            ApiKeyId = call.AttributedKeyId,
            User = call.User,
            Model = run.Model,
            Type = call.Type,
            Succeeded = error is null,
            Stream = call.Stream,
            Tags = call.Tags,
            Metadata = call.Metadata,
            CorrelationId = call.CorrelationId ?? run.ChatId ?? run.Id,
            Messages = [.. run.Messages.Select(LogContents.Logged)],
            Answer = run.Answer.IsEmpty && error is not null ? null : Answer(run),
            Guard = run.Guard,
            Router = run.Router,
            InputTokens = run.Answer.Usage.PromptTokens,
            OutputTokens = run.Answer.Usage.CompletionTokens,
            CachedTokens = run.Answer.Usage.CachedTokens,
            ReasoningTokens = run.Answer.Usage.ReasoningTokens,
            LatencyMilliseconds = (int)Math.Clamp((now - run.CreatedAt).TotalMilliseconds, 0, int.MaxValue),
            ErrorMessage = error?.Message,
            ErrorKind = error?.Kind,
            CreatedAt = run.CreatedAt,
            FinishedAt = now,
            ChatId = run.ChatId,
            Replay = Replay(run),
            Stored = error is null && IsListed(run) ? true : null,
        };
    }

    // OpenAI lists only completions made by its operation whose request asked to store them.
    private static bool IsListed(CompletionRun run) => run.Call is { Keep: true, Api: CompletionCall.OpenAIApi };

    // Left out of the log where it would hold only defaults, as for most calls.
    private static LoggedReplay? Replay(CompletionRun run)
    {
        var call = run.Call;
        var replay = new LoggedReplay
        {
            Fingerprint = call.Repeatable ? CallFingerprint.Of(call) : null,
            IncludesUsage = Set(call.IncludesUsage),
            GuardReasoning = Set(call.GuardReasoning),
            RouterReasoning = Set(call.RouterReasoning),
            Order = run.Answer.IsInUsualOrder ? null : run.Answer.Order,
        };
        return replay == new LoggedReplay() ? null : replay;

        static bool? Set(bool flag) => flag ? true : null;
    }

    private static LoggedAnswer Answer(CompletionRun run) => new()
    {
        Content = run.Answer.Text,
        ReasoningContent = run.Answer.Reasoning,
        ToolCalls = run.Answer.ToolCalls(),
        Usage = run.Answer.Usage,
        Elapsed = run.ModelTotal,
        FinishReason = run.Answer.FinishReason,
        Extras = run.Answer.Extras,
    };
}
