using System.Collections.Immutable;
using Inference.Chats;
using Inference.Completions.Answers;
using Inference.Errors;
using Inference.InferenceLogs;
using Inference.Messages;

namespace Inference.Completions;

/// <summary>Makes durable what a completion leaves behind.</summary>
internal sealed class CompletionRecorder(IGrainFactory grains, LogRecorder logs, TimeProvider clock)
{
    /// <summary>Stores an answer: with its chat's turn where it is kept, alone otherwise.</summary>
    public async Task StoreAsync(CompletionRun run)
    {
        var began = clock.GetTimestamp();
        var log = CompletionLog.Of(run, null, clock.GetUtcNow());
        var cutBeforeTheFirstWord = run.Answer is { IsEmpty: true, FinishReason: FinishReason.Cancelled };
        if (run is { ChatId: { } chatId, Call.Keep: true } && !cutBeforeTheFirstWord)
        {
            await grains.GetChat(run.Call.Caller.Environment, chatId).CommitTurnAsync(Result(run, logs.Prepare(log)));
        }
        else
        {
            await AbandonAsync(run);
            await logs.RecordAsync(log);
        }

        run.Storage = clock.GetElapsedTime(began);
    }

    /// <summary>
    /// Logs a completion that has no answer; its chat stays as it was. A repeatable call that an outage, or an earlier answer in its chat, kept from being
    /// answered has no log: a repetition would find the failure under its id instead of making the answer.
    /// </summary>
    public async Task FailAsync(CompletionRun run, Exception failure)
    {
        var error = failure as InferenceException ?? new InferenceException(ErrorKind.InternalError, "Internal error.");
        await logs.TryRecordAsync(run.Id, async () =>
        {
            await AbandonAsync(run);
            if (!IsRetriable(run, failure, error))
            {
                await logs.RecordAsync(CompletionLog.Of(run, error, clock.GetUtcNow()));
            }
        });
    }

    /// <summary>Gives the chat's turn up, if the completion holds one.</summary>
    public Task AbandonAsync(CompletionRun run) =>
        run is { Turn: not null, Call.Keep: true, ChatId: { } chatId }
            ? grains.GetChat(run.Call.Caller.Environment, chatId).AbandonTurnAsync(run.Id)
            : Task.CompletedTask;

    private static bool IsRetriable(CompletionRun run, Exception failure, InferenceException error) =>
        TransientFailures.IsStorageFailure(failure) || (run.Call.Repeatable && (TransientFailures.IsTransient(failure) || error.Kind == ErrorKind.ResourceConflict));

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
            Extra = AnswerExtraMerge.OfMessage(run.Answer.Extra),
        };
        return [.. run.Messages.Append(answer).Select(m => m with { CreatedAt = now, InferenceLogId = run.Id })];
    }
}
