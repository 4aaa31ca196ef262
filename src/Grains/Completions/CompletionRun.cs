using System.Collections.Immutable;
using Inference.Chats;
using Inference.Completions.Answers;
using Inference.Experts;
using Inference.Guards;
using Inference.Messages;
using Inference.Routing;

namespace Inference.Completions;

/// <summary>One completion while it runs: the request, what the stages found so far, the answer and its events.</summary>
internal sealed class CompletionRun(string id, CompletionCall call, DateTimeOffset createdAt)
{
    public string Id => id;

    public CompletionCall Call => call;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>The chat that the answer goes to, if it is kept.</summary>
    public string? ChatId { get; set; }

    /// <summary>The chat's state when the turn began; <see langword="null"/> for a new chat, or none.</summary>
    public Turn? Turn { get; set; }

    /// <summary>The request's messages, checked.</summary>
    public ImmutableArray<Message> Messages { get; set; } = call.Messages;

    public ImmutableArray<Message> History => Turn?.History ?? [];

    public ChatSettings Settings => Turn?.Header.Settings ?? ChatSettings.None;

    /// <summary>The model that answers: the configured name, or a fallback's once it has begun to answer.</summary>
    public string Model { get; set; } = "";

    public GuardResult? Guard { get; set; }

    public RouterResult? Router { get; set; }

    public Expert? Expert { get; set; }

    public AnswerBuilder Answer { get; } = new();

    public CompletionEventLog Events => field ??= new CompletionEventLog(Answer);

    /// <summary>Whether the silo's shutdown cancelled it, not a client.</summary>
    public bool IsSiloStopping { get; set; }

    public TimeSpan ModelFirstToken { get; set; }

    public TimeSpan ModelTotal { get; set; }

    public TimeSpan Storage { get; set; }

    /// <summary>Appends text to the answer and wakes its readers.</summary>
    public void AppendText(string text)
    {
        Answer.AddText(text);
        Events.Signal();
    }

    public CompletionTimings Timings() => new()
    {
        Guard = Guard?.Elapsed ?? TimeSpan.Zero,
        Router = Router?.Elapsed ?? TimeSpan.Zero,
        ModelFirstToken = ModelFirstToken,
        Model = ModelTotal,
        Storage = Storage,
    };

    public Completion ToCompletion() => new()
    {
        Id = Id,
        ChatId = ChatId,
        Model = Model,
        CreatedAt = CreatedAt,
        Content = Answer.Text,
        ReasoningContent = Answer.Reasoning,
        ToolCalls = Answer.ToolCalls(),
        FinishReason = Answer.FinishReason,
        Guard = Shown(Guard),
        Router = Shown(Router),
        Usage = Answer.Usage,
        Timings = Timings(),
        Metadata = Call.Metadata,
        Extra = Answer.Extra,
    };

    /// <summary>What may be shown while it runs: nothing before the guard's verdict.</summary>
    public Completion Snapshot() => Events.HasBegun
        ? ToCompletion()
        : ToCompletion() with { Content = null, ReasoningContent = null, ToolCalls = [], Guard = null, Router = null, Usage = Usage.None, Extra = null };

    /// <summary>Reasons are logged, and returned only where the request asks for them.</summary>
    public GuardResult? Shown(GuardResult? guard) =>
        Call.GuardReasoning || guard is null ? guard : guard with { ReasoningContent = null };

    public RouterResult? Shown(RouterResult? router) =>
        Call.RouterReasoning || router is null ? router : router with { ReasoningContent = null };
}
