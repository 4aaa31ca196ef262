using Inference.Chats;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Ledger;

namespace Inference.Completions;

/// <summary>Finds completions that have ended, by their logs, and deletes what was said in them.</summary>
internal sealed class CompletionArchive(IGrainFactory grains, ILogStore logs, SiloLedger ledger, TimeProvider clock)
{
    /// <summary>Completions alone: whatever else is logged is told by its own operations.</summary>
    public async Task<ArchivedCompletion?> FindAsync(string environment, string completionId, CancellationToken cancellationToken) =>
        await logs.FindAsync(environment, completionId, cancellationToken) is { } log && ArchivedCompletion.IsOne(log)
            ? new ArchivedCompletion(log)
            : null;

    /// <summary>Deletes the contents of a completion's log, and its turn where a chat has one. The log's numbers stay. Does nothing without a log.</summary>
    public async Task EraseAsync(Caller caller, string completionId)
    {
        // Not to be cancelled: a client that goes away wants it deleted all the same.
        if (await logs.FindAsync(caller.Environment, completionId, CancellationToken.None) is not { } log)
        {
            return;
        }

        var erased = CompletionLog.Erased(log, clock.GetUtcNow());
        if (log.ChatId is { } chatId)
        {
            // A chat that OpenAI's operation made holds what it stored, and is of no use without.
            await grains.GetChat(caller.Environment, chatId).EraseTurnAsync(caller, erased, deletesEmptyChat: log.Api == ArchivedCompletion.OpenAIApi);
        }
        else
        {
            await ledger.CommitAsync(new LedgerUnit { Erased = erased });
        }
    }
}
