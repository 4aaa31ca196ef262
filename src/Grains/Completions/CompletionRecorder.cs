using System.Collections.Immutable;
using Inference.Chats;
using Inference.Errors;
using Inference.InferenceLogs;
using Inference.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

/// <summary>Makes durable what a completion leaves behind.</summary>
internal sealed partial class CompletionRecorder(
    IGrainFactory grains,
    SiloLedger ledger,
    IOptionsMonitor<LogOptions> options,
    TimeProvider clock,
    ILogger<CompletionRecorder> logger)
{
    /// <summary>Stores an answer: with its chat's turn where it is kept, alone otherwise.</summary>
    public async Task StoreAsync(CompletionRun run)
    {
        var began = clock.GetTimestamp();
        var log = CompletionLog.Of(run, null, options.CurrentValue.Content, clock.GetUtcNow());
        var cutBeforeTheFirstWord = run.Answer is { IsEmpty: true, FinishReason: FinishReason.Cancelled };
        if (run is { ChatId: { } chatId, Call.Keep: true } && !cutBeforeTheFirstWord)
        {
            await grains.GetChat(run.Call.Caller.Environment, chatId).CommitTurnAsync(Result(run, log));
        }
        else
        {
            await AbandonAsync(run);
            await ledger.CommitAsync(new LedgerUnit { Log = log });
        }

        run.Storage = clock.GetElapsedTime(began);
    }

    /// <summary>
    /// Logs a completion that has no answer; its chat stays as it was. An outage is no end of a completion that can be asked for again, nor is another
    /// answer that came first in its chat: under the log's id whoever does would be told of it for ever, instead of being answered.
    /// </summary>
    public async Task FailAsync(CompletionRun run, Exception failure)
    {
        var error = failure as InferenceException ?? new InferenceException(ErrorKind.InternalError, "Internal error.");
        try
        {
            await AbandonAsync(run);
            if (TransientFailures.IsStorageFailure(failure) || (run.Call.Repeatable && (TransientFailures.IsTransient(failure) || error.Kind == ErrorKind.ResourceConflict)))
            {
                return;
            }

            await ledger.CommitAsync(new LedgerUnit
            {
                Log = CompletionLog.Of(run, error, options.CurrentValue.Content, clock.GetUtcNow()),
            });
        }
        catch (Exception exception) when (TransientFailures.IsStorageFailure(exception))
        {
            // Storage's failure is in the log already.
        }
        catch (Exception exception)
        {
            // The client is about to be told why there is no answer, which matters more than that the log could not be written.
            LogNotRecorded(exception, run.Id);
        }
    }

    /// <summary>Gives the chat's turn up, if the completion holds one.</summary>
    public Task AbandonAsync(CompletionRun run) =>
        run is { Turn: not null, Call.Keep: true, ChatId: { } chatId }
            ? grains.GetChat(run.Call.Caller.Environment, chatId).AbandonTurnAsync(run.Id)
            : Task.CompletedTask;

    private TurnResult Result(CompletionRun run, InferenceLog log)
    {
        var call = run.Call;
        return new TurnResult
        {
            Caller = call.Caller,
            CompletionId = run.Id,
            MessageCount = run.Turn?.MessageCount,
            Messages = Kept(run),
            Name = call.Name,
            Settings = new ChatSettings
            {
                Model = call.Model,
                Temperature = call.Sampling.Temperature,
                MaxTokens = call.Sampling.MaxTokens,
                GuardEnabled = call.GuardEnabled,
                RouterEnabled = call.RouterEnabled,
            },
            ExpertId = run.Expert?.Id,
            Log = log,
        };
    }

    private ImmutableArray<Message> Kept(CompletionRun run)
    {
        var now = clock.GetUtcNow();
        var answer = new Message
        {
            Role = Role.Assistant,
            Content = run.Answer.Text,
            ReasoningContent = run.Answer.Reasoning,
            ToolCalls = run.Answer.ToolCalls(),
        };
        return [.. run.Messages.Append(answer).Select(m => m with { CreatedAt = now, InferenceLogId = run.Id })];
    }

    [LoggerMessage(LogLevel.Error, "The failed completion {CompletionId} could not be logged")]
    private partial void LogNotRecorded(Exception exception, string completionId);
}
