using System.Collections.Immutable;
using Inference.Errors;
using Inference.InferenceLogs;

namespace Inference.Completions;

/// <summary>What a completion leaves in the log.</summary>
internal static class CompletionLog
{
    /// <summary>The row; with an error when that kept it from being answered, and without what was said unless contents are logged.</summary>
    public static InferenceLog Of(CompletionRun run, InferenceException? error, bool withContent, DateTimeOffset now)
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
            Messages = [.. run.Messages.Select(m => Logged(m, withContent))],
            Answer = run.Answer.IsEmpty && error is not null ? null : Logged(run, withContent),
            Guard = withContent || run.Guard is null ? run.Guard : run.Guard with { ReasoningContent = null },
            Router = withContent || run.Router is null ? run.Router : run.Router with { ReasoningContent = null },
            InputTokens = run.Answer.Usage.PromptTokens,
            OutputTokens = run.Answer.Usage.CompletionTokens,
            LatencyMilliseconds = (int)Math.Clamp((now - run.CreatedAt).TotalMilliseconds, 0, int.MaxValue),
            ErrorMessage = error?.Message,
            ErrorKind = error?.Kind,
            CreatedAt = run.CreatedAt,
            FinishedAt = now,
            ChatId = run.ChatId,
            Replay = Replay(run),
            Stored = withContent && error is null && IsListed(run) ? true : null,
        };
    }

    /// <summary>The same log without what was said.</summary>
    public static InferenceLog Erased(InferenceLog log, DateTimeOffset now) => log with
    {
        Position = 0,
        Messages = [.. log.Messages.Select(Erased)],
        Answer = log.Answer is { } answer ? answer with { Content = null, ReasoningContent = null, ToolCalls = [], IsWithheld = true } : null,
        Guard = log.Guard is { } guard ? guard with { ReasoningContent = null } : null,
        Router = log.Router is { } router ? router with { ReasoningContent = null } : null,
        Replay = null,
        Stored = null,
        DeletedAt = log.DeletedAt ?? now,
    };

    public static LoggedMessage Logged(Message message, bool withContent) => new()
    {
        Role = message.Role,
        Content = withContent ? message.Content : null,
        Length = withContent ? null : message.Content?.Length ?? 0,
        Name = message.Name,
        ToolCalls = withContent ? message.ToolCalls : ImmutableArray<ToolCall>.Empty,
    };

    // As OpenAI lists those alone that were made by its operation and asked to be stored.
    private static bool IsListed(CompletionRun run) => run.Call is { Keep: true, Api: ArchivedCompletion.OpenAIApi };

    private static LoggedMessage Erased(LoggedMessage message) =>
        message with { Content = null, Length = message.Length ?? message.Content?.Length ?? 0, ToolCalls = [] };

    // Most calls need none of it, and their logs hold none.
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

    private static LoggedAnswer Logged(CompletionRun run, bool withContent) => new()
    {
        Content = withContent ? run.Answer.Text : null,
        ReasoningContent = withContent ? run.Answer.Reasoning : null,
        ToolCalls = withContent ? run.Answer.ToolCalls() : [],
        Usage = run.Answer.Usage,
        Elapsed = run.ModelTotal,
        FinishReason = run.Answer.FinishReason,
        IsWithheld = withContent ? null : true,
    };
}
