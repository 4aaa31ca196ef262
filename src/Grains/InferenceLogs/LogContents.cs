using Inference.Messages;

namespace Inference.InferenceLogs;

/// <summary>What a log holds of texts: whole, or without them where contents are not kept or were deleted.</summary>
internal static class LogContents
{
    public static LoggedMessage Logged(Message message) => new()
    {
        Role = message.Role,
        Content = message.Content,
        Name = message.Name,
        ToolCalls = message.ToolCalls,
    };

    /// <summary>The same log without texts: roles, lengths and numbers stay.</summary>
    public static InferenceLog Withhold(InferenceLog log) => log with
    {
        Messages = [.. log.Messages.Select(Withhold)],
        Answer = log.Answer is { } answer ? Withhold(answer) : null,
        Guard = log.Guard is { } guard ? guard with { ReasoningContent = null } : null,
        Router = log.Router is { } router ? router with { ReasoningContent = null } : null,
        Stored = null,
    };

    /// <summary>The same log after its completion was deleted.</summary>
    public static InferenceLog Erase(InferenceLog log, DateTimeOffset now) => Withhold(log) with
    {
        Position = 0,
        Replay = null,
        DeletedAt = log.DeletedAt ?? now,
    };

    private static LoggedAnswer Withhold(LoggedAnswer answer) =>
        answer with { Content = null, ReasoningContent = null, ToolCalls = [], Extras = null, IsWithheld = true };

    private static LoggedMessage Withhold(LoggedMessage message) =>
        message with { Content = null, Length = message.Length ?? message.Content?.Length ?? 0, ToolCalls = [] };
}
