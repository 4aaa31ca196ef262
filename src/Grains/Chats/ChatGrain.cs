using Inference.Completions;
using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Ledger;
using Microsoft.Extensions.Options;

namespace Inference.Chats;

// Behind an uneven balancer the first caller's silo would get all of the chats: they go where there is room.
[GrainType("chat"), Orleans.Placement.ResourceOptimizedPlacement]
internal sealed class ChatGrain(
    IChatStore store, GroupCommitLedger ledger, OwnerQuota quota, MembershipStability stability, IOptions<ChatOptions> options, TimeProvider clock)
    : Grain, IChatGrain
{
    private ChatMemory? _chat;

    // The completion that answers, and the one committed last: a chat answers one message at a time, and a commit may be repeated.
    private string? _answering;
    private string? _committed;

    private EnvironmentKey Key => field ??= EnvironmentKey.Parse(this.GetPrimaryKeyString());

    private string Environment => Key.Environment;

    private string ChatId => Key.Id;

    private int Bound => options.Value.ContextMessages;

    public override Task OnActivateAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // The silo stops, and the completion on another one does not: the next activation is to know whose turn it is.
        if (_answering is { } completionId && _chat is { } chat && chat.Header.Answering != completionId)
        {
            await TryCommitAsync(Change() with { Header = chat.Header with { Answering = completionId } }, new LedgerEntry());
        }
    }

    public async Task<Turn> BeginTurnAsync(Caller caller, string completionId, CancellationToken cancellationToken)
    {
        if (stability.IsUnsettled)
        {
            // The turn before may have been committed by another activation: an answer to less than the conversation could not be kept.
            await LoadAsync(cancellationToken);
        }

        var turn = Visible(caller).ToTurn();
        if (_answering is { } other && other != completionId && await GrainFactory.GetCompletion(Environment, other).IsRunningAsync())
        {
            throw ChatConflicts.Busy();
        }

        // The completion that held the turn was lost with its silo: positions protect the conversation should it still commit.
        _answering = completionId;
        return turn;
    }

    public Task<Turn> PeekTurnAsync(Caller caller, CancellationToken cancellationToken) => Task.FromResult(Visible(caller).ToTurn());

    public async Task CommitTurnAsync(TurnResult result)
    {
        if (_committed == result.CompletionId)
        {
            return;
        }

        if (_chat?.Count != result.MessageCount)
        {
            // Another activation may have given the turn out: what is stored decides, not what this one remembers.
            await LoadAsync(CancellationToken.None);
        }

        // Once more where another activation has changed what the answer does not depend on, such as the name.
        if (!await TryCommitAsync(result) && !await TryCommitAsync(result))
        {
            throw _chat is null && result.MessageCount is not null ? InferenceException.NotFound("chat", ChatId) : ChatConflicts.Moved();
        }

        _committed = result.CompletionId;
        _answering = null;
    }

    public Task AbandonTurnAsync(string completionId)
    {
        if (_answering == completionId)
        {
            _answering = null;
        }

        return Task.CompletedTask;
    }

    public async Task<Chat?> GetAsync(Caller caller, CancellationToken cancellationToken) =>
        Sees(caller) ? await store.ReadAsync(_chat!, 0..int.MaxValue, MessageSize.WholeChat, cancellationToken) : null;

    public async Task<Chat?> GetWindowAsync(Caller caller, int size, int? before, CancellationToken cancellationToken)
    {
        var end = Math.Min(before ?? int.MaxValue, _chat?.Count ?? 0);
        return Sees(caller) ? await store.ReadAsync(_chat!, Math.Max(0, end - size)..end, MessageSize.Window, cancellationToken) : null;
    }

    public async Task<Chat> UpdateAsync(Caller caller, ChatUpdate update, CancellationToken cancellationToken)
    {
        var chat = Visible(caller);
        if (update is not { Messages: null, LastAnswer: null })
        {
            await quota.EnsureRoomAsync(caller, cancellationToken);
        }

        var messages = await store.ReadReplacementAsync(chat, update, cancellationToken);
        if (messages is not null)
        {
            await RefuseWhileAnsweringAsync();
        }

        await CommitAsync(
            Change() with
            {
                Header = ChatHeaders.After(chat.Header, update, clock.GetUtcNow()),
                Messages = messages ?? [],
                ReplacesMessages = messages is not null,
            });
        return (await GetAsync(caller, cancellationToken))!;
    }

    public async Task<bool> DeleteAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!Sees(caller))
        {
            return false;
        }

        await CommitAsync(Change() with { Deletes = true });
        return true;
    }

    public async Task EraseTurnAsync(Caller caller, InferenceLog erased, bool deletesEmptyChat)
    {
        // Once more where another activation has written meanwhile.
        if (!await TryEraseTurnAsync(caller, erased, deletesEmptyChat) && !await TryEraseTurnAsync(caller, erased, deletesEmptyChat))
        {
            throw ChatConflicts.Moved();
        }
    }

    private ChatChange Change() => new()
    {
        Environment = Environment,
        ChatId = ChatId,
        ExpectedVersion = _chat?.Version ?? 0,
        ExpectedCount = _chat?.Count ?? 0,
    };

    private async Task<bool> TryCommitAsync(TurnResult result)
    {
        if (Holds(result.CompletionId))
        {
            return true;
        }

        if (_chat?.Count != result.MessageCount)
        {
            return false;
        }

        var header = ChatHeaders.After(_chat?.Header, result, Environment, ChatId, clock.GetUtcNow());
        var change = Change() with { Header = header == _chat?.Header ? null : header, Messages = result.Messages };
        return await TryCommitAsync(change, new LedgerEntry { Log = result.Log });
    }

    private async Task<bool> TryEraseTurnAsync(Caller caller, InferenceLog erased, bool deletesEmptyChat)
    {
        // What is stored decides, not what this activation remembers: nothing of the turn may stay.
        await LoadAsync(CancellationToken.None);
        var unit = new LedgerEntry { Erased = erased };
        var turn = new TurnErasure(Sees(caller) ? await store.ReadAllAsync(_chat!, CancellationToken.None) : [], erased.Id);
        if (turn.Deleted.IsEmpty)
        {
            await ledger.CommitAsync(unit);
            return true;
        }

        await RefuseWhileAnsweringAsync();
        return await TryCommitAsync(
            deletesEmptyChat && turn.Left.IsEmpty ? Change() with { Deletes = true } : Change() with
            {
                Header = ChatHeaders.Without(_chat!.Header, turn.Deleted, turn.Left, clock.GetUtcNow()),
                Messages = turn.Left,
                ReplacesMessages = true,
            },
            unit);
    }

    /// <summary>An answer to a conversation that changes meanwhile could not be kept.</summary>
    private async Task RefuseWhileAnsweringAsync()
    {
        if (_answering is { } other && await GrainFactory.GetCompletion(Environment, other).IsRunningAsync())
        {
            throw ChatConflicts.Busy();
        }
    }

    private async Task CommitAsync(ChatChange change)
    {
        if (!await TryCommitAsync(change, new LedgerEntry()))
        {
            throw ChatConflicts.Moved();
        }
    }

    /// <summary>Shows a change only when it is durable; where it could not be made, what is stored.</summary>
    private async Task<bool> TryCommitAsync(ChatChange change, LedgerEntry unit)
    {
        if (await ledger.CommitAsync(unit with { Chat = change }) == LedgerOutcome.Committed)
        {
            Apply(change);
            return true;
        }

        // Another activation wrote; or the same commit was stored before, and its acknowledgement lost; or the completion was made twice, and the
        // other one's end was stored.
        await LoadAsync(CancellationToken.None);
        return unit.Log is { } log && Holds(log.Id);
    }

    private void Apply(ChatChange change)
    {
        _chat = change.Deletes ? null : ChatMemory.After(_chat, change, Bound);
        if (change.Deletes)
        {
            DeactivateOnIdle();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(Environment, ChatId, Bound, cancellationToken);
        _chat = stored is null ? null : ChatMemory.From(stored);
        _answering ??= _chat?.Header.Answering;
    }

    private bool Holds(string completionId) => _chat is { } chat && chat.Latest.Any(message => message.InferenceLogId == completionId);

    private bool Sees(Caller caller) => _chat is { } chat && caller.Sees(chat.Header.Owner);

    private ChatMemory Visible(Caller caller) => Sees(caller) ? _chat! : throw InferenceException.NotFound("chat", ChatId);
}
