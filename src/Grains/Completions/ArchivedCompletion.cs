using System.Collections.Immutable;
using Inference.Chats;
using Inference.Completions.Answers;
using Inference.Errors;
using Inference.Guards;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Messages;
using Inference.Routing;

namespace Inference.Completions;

/// <summary>A completion as its log tells it: the same words, in the same order, with the same end.</summary>
internal sealed class ArchivedCompletion(InferenceLog log)
{
    private AnswerBuilder Draft => field ??= ToDraft();

    public string Owner => log.Owner;

    /// <summary>The request's messages, where their contents are kept.</summary>
    public ImmutableArray<LoggedMessage>? Messages => IsDeleted || log.Messages.Any(message => message.Length is not null) ? null : log.Messages;

    public string? Fingerprint => log.Replay?.Fingerprint;

    public bool NamesChat => log.Api == CompletionCall.ChatsApi;

    /// <summary>Whether its contents were deleted at the client's request.</summary>
    public bool IsDeleted => log.DeletedAt is not null;

    /// <summary>How it ended, when it was not with an answer.</summary>
    public InferenceException? Failure =>
        IsDeleted ? new InferenceException(ErrorKind.ResourceNotFound, $"The completion '{log.Id}' was deleted.", "id")
        : !log.Succeeded ? new InferenceException(log.ErrorKind ?? ErrorKind.InternalError, log.ErrorMessage ?? "The completion failed.")
        : log.Answer is null or { IsWithheld: true } ? new InferenceException(
            ErrorKind.ResourceNotFound, $"The completion '{log.Id}' has ended, and what it said is not kept: contents are not logged.", "id")
        : null;

    private GuardResult? Guard => log.Guard is { } guard && log.Replay?.GuardReasoning is null ? guard with { ReasoningContent = null } : log.Guard;

    private RouterResult? Router =>
        log.Router is { } router && log.Replay?.RouterReasoning is null ? router with { ReasoningContent = null } : log.Router;

    public static bool IsOne(InferenceLog log) => log.Api is CompletionCall.ChatsApi or CompletionCall.OpenAIApi;

    public Completion ToCompletion() => Failure is { } failure ? throw failure : new()
    {
        Id = log.Id,
        ChatId = log.ChatId,
        Model = log.Model,
        CreatedAt = log.CreatedAt,
        Content = log.Answer!.Content,
        ReasoningContent = log.Answer.ReasoningContent,
        ToolCalls = log.Answer.ToolCalls,
        FinishReason = log.Answer.FinishReason,
        Guard = Guard,
        Router = Router,
        Usage = log.Answer.Usage,
        Timings = new(),
        Metadata = log.Metadata,
        // What the pieces belong to is known by their order, which a list does not have whole where it cuts what is long.
        Extra = log.Answer.Extras is null || log.Truncated is true ? null : Draft.Extra,
    };

    public CompletionEventLog ToEvents()
    {
        var transcript = new CompletionEventLog(Draft);
        if (log.Answer is { IsWithheld: null })
        {
            transcript.Append(new CompletionEvent.Began(log.Id, log.ChatId, log.Model, log.CreatedAt)
            {
                NamesChat = NamesChat,
                IncludesUsage = NamesChat || log.Replay?.IncludesUsage is true,
            });
            if (Guard is { } guard)
            {
                transcript.Append(new CompletionEvent.Guarded(guard));
            }

            if (Router is { } router)
            {
                transcript.Append(new CompletionEvent.Routed(router));
            }
        }

        if (Failure is null)
        {
            transcript.Append(new CompletionEvent.Ended(log.Answer!.FinishReason, log.Answer.Usage, new()));
        }

        transcript.Complete();
        return transcript;
    }

    private AnswerBuilder ToDraft()
    {
        var draft = new AnswerBuilder();
        if (log.Answer is not { IsWithheld: null } answer)
        {
            return draft;
        }

        var (places, extras) = (new Dictionary<(AnswerPart, int), int>(), (answer.Extras ?? []).GetEnumerator());
        foreach (var span in log.Replay?.Order ?? AnswerOrder.Usual(answer))
        {
            if (span.Part is AnswerPart.Extra or AnswerPart.CallExtra)
            {
                for (var n = 0; n < span.Length && extras.MoveNext(); n++)
                {
                    Add(draft, span, extras.Current);
                }

                continue;
            }

            var start = places.GetValueOrDefault((span.Part, span.Call));
            places[(span.Part, span.Call)] = start + span.Length;
            Add(draft, span, Part(answer, span).Substring(start, span.Length));
        }

        return draft;
    }

    private static void Add(AnswerBuilder draft, AnswerSpan span, string said)
    {
        switch (span.Part)
        {
            case AnswerPart.Reasoning:
                draft.AddReasoning(said);
                break;
            case AnswerPart.Text:
                draft.AddText(said);
                break;
            case AnswerPart.CallId:
                draft.Add(new ToolCallDelta(span.Call, said, null, null));
                break;
            case AnswerPart.CallName:
                draft.Add(new ToolCallDelta(span.Call, null, said, null));
                break;
            case AnswerPart.CallArguments:
                draft.Add(new ToolCallDelta(span.Call, null, null, said));
                break;
            case AnswerPart.Extra:
                draft.AddExtra(said);
                break;
            case AnswerPart.CallExtra:
                draft.Add(new ToolCallDelta(span.Call, null, null, null) { Extra = said });
                break;
        }
    }

    private static string Part(LoggedAnswer answer, AnswerSpan span) => span.Part switch
    {
        AnswerPart.Reasoning => answer.ReasoningContent!,
        AnswerPart.Text => answer.Content!,
        AnswerPart.CallId => answer.ToolCalls[span.Call].Id,
        AnswerPart.CallName => answer.ToolCalls[span.Call].Name,
        AnswerPart.CallArguments => answer.ToolCalls[span.Call].Arguments,
        AnswerPart.Extra or AnswerPart.CallExtra => throw new ArgumentOutOfRangeException(nameof(span)),
    };
}

/// <summary>Finds completions that have ended, by their logs, and deletes what was said in them.</summary>
internal sealed class CompletionArchive(IGrainFactory grains, ILogStore logs, GroupCommitLedger ledger, TimeProvider clock)
{
    /// <summary>Only completions: logs of other calls are read by their own operations.</summary>
    public async Task<ArchivedCompletion?> FindAsync(string environment, string completionId, CancellationToken cancellationToken) =>
        await logs.FindAsync(environment, completionId, cancellationToken) is { } log && ArchivedCompletion.IsOne(log)
            ? new ArchivedCompletion(log)
            : null;

    /// <summary>Deletes the contents of a completion's log, and its turn where a chat has one. The log's numbers stay. Does nothing without a log.</summary>
    public async Task EraseAsync(Caller caller, string completionId)
    {
        // Not cancelled: a deletion that began is finished after its client disconnects.
        if (await logs.FindAsync(caller.Environment, completionId, CancellationToken.None) is not { } log)
        {
            return;
        }

        var erased = LogContents.Erase(log, clock.GetUtcNow());
        if (log.ChatId is { } chatId)
        {
            // A chat that OpenAI's operation made holds what it stored, and is of no use without.
            await grains.GetChat(caller.Environment, chatId).EraseTurnAsync(caller, erased, deletesEmptyChat: log.Api == CompletionCall.OpenAIApi);
        }
        else
        {
            await ledger.CommitAsync(new LedgerEntry { Erased = erased });
        }
    }
}
