using System.Collections.Immutable;
using Inference.Identity;
using Inference.Messages;
using Inference.Models;
using Inference.Tokens;

namespace Inference.InferenceLogs;

/// <summary>A call that is answered at once, in no chat, as far as it has come: an insight's or a persona draft's.</summary>
internal sealed class AnsweredCall
{
    public AnsweredCall(string id, Caller caller, string model, DateTimeOffset createdAt) =>
        (Id, Caller, Model, CreatedAt) = (id, caller, model, createdAt);

    public string Id { get; set; }

    public Caller Caller { get; }

    /// <summary>Which operation, such as <c>/v1/insights</c>.</summary>
    public required string Api { get; init; }

    public required string Type { get; init; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>What the answer is made of, in words.</summary>
    public ImmutableArray<Message> Messages { get; set; } = [];

    /// <summary>The model that answers: the configured name, or a fallback's once that has answered.</summary>
    public string Model { get; set; }

    public string? Content { get; set; }

    public string? Reasoning { get; private set; }

    public FinishReason FinishReason { get; set; }

    /// <summary>Of all turns.</summary>
    public Usage Usage { get; set; } = Usage.None;

    /// <summary>How long models took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Why there is no answer, or none that could be read.</summary>
    public string? Error { get; set; }

    public InferenceLog ToLog(DateTimeOffset now) => new()
    {
        Id = Id,
        Environment = Caller.Environment,
        Owner = Caller.Owner,
        Api = Api,
        ApiKeyId = Caller.KeyId,
        Model = Model,
        Type = Type,
        Succeeded = Error is null,
        CorrelationId = Id,
        Messages = [.. Messages.Select(LogContents.Logged)],
        Answer = Content is null && Reasoning is null ? null : new LoggedAnswer
        {
            Content = Content,
            ReasoningContent = Reasoning,
            Usage = Usage,
            Elapsed = Elapsed,
            FinishReason = FinishReason,
        },
        InputTokens = Usage.PromptTokens,
        OutputTokens = Usage.CompletionTokens,
        CachedTokens = Usage.CachedTokens,
        ReasoningTokens = Usage.ReasoningTokens,
        LatencyMilliseconds = (int)Math.Clamp((now - CreatedAt).TotalMilliseconds, 0, int.MaxValue),
        ErrorMessage = Error,
        CreatedAt = CreatedAt,
        FinishedAt = now,
    };

    public void AddAnswer(ModelAnswer answer)
    {
        Model = answer.Model;
        Content = answer.Content;
        Reasoning = answer.ReasoningContent ?? Reasoning;
        FinishReason = answer.FinishReason;
        AddUsage(answer.Usage);
    }

    public void AddUsage(Usage usage) => Usage = UsageSum.Of(Usage, usage);
}
