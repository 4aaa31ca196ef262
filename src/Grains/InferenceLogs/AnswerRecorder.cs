using Inference.Completions;
using Inference.Errors;
using Inference.Identity;
using Inference.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Inference.InferenceLogs;

/// <summary>Logs calls that are answered in no chat, as completions are logged.</summary>
internal sealed partial class AnswerRecorder(
    SiloLedger ledger, CompletionFailureLog failures, IOptionsMonitor<LogOptions> options, TimeProvider clock, ILogger<AnswerRecorder> logger)
{
    /// <summary>The log is durable when this returns.</summary>
    public async Task RecordAsync(AnsweredCall call)
    {
        var log = LogOf(call);
        if (await ledger.CommitAsync(new LedgerUnit { Log = log }) == LedgerOutcome.LogExists)
        {
            // A repeated call whose first answer was logged and then lost with its silo: what was used again is logged again.
            var other = call.Id[..(call.Id.AsSpan().IndexOfAny('_', '-') + 1)];
            await ledger.CommitAsync(new LedgerUnit { Log = log with { Id = Identifier.New(other, clock.GetUtcNow()) } });
        }
    }

    /// <summary>Logs a call that has no answer.</summary>
    public async Task FailAsync(AnsweredCall call, Exception failure)
    {
        if (failure is InferenceException)
        {
            // What else it is, the request's handler logs.
            failures.Write(call.Id, call.Model, failure);
        }

        call.Error = failure is InferenceException told ? told.Message : "Internal error.";
        try
        {
            await RecordAsync(call);
        }
        catch (Exception exception) when (TransientFailures.IsStorageFailure(exception))
        {
            // Storage's failure is in the log already.
        }
        catch (Exception exception)
        {
            // The client is about to be told why there is no answer, which matters more than that the log could not be written.
            LogNotRecorded(exception, call.Id);
        }
    }

    private InferenceLog LogOf(AnsweredCall call)
    {
        var (now, withContent) = (clock.GetUtcNow(), options.CurrentValue.Content);
        return new InferenceLog
        {
            Id = call.Id,
            Environment = call.Caller.Environment,
            Owner = call.Caller.Owner,
            Api = call.Api,
            ApiKeyId = call.Caller.KeyId,
            Model = call.Model,
            Type = call.Type,
            Succeeded = call.Error is null,
            CorrelationId = call.Id,
            Messages = [.. call.Messages.Select(message => Logged(message, withContent))],
            Answer = call.Content is null && call.Reasoning is null ? null : Logged(call, withContent),
            InputTokens = call.Usage.PromptTokens,
            OutputTokens = call.Usage.CompletionTokens,
            LatencyMilliseconds = (int)Math.Clamp((now - call.CreatedAt).TotalMilliseconds, 0, int.MaxValue),
            ErrorMessage = call.Error,
            CreatedAt = call.CreatedAt,
            FinishedAt = now,
        };
    }

    private static LoggedMessage Logged(Message message, bool withContent) => new()
    {
        Role = message.Role,
        Content = withContent ? message.Content : null,
        Length = withContent ? null : message.Content?.Length ?? 0,
    };

    private static LoggedAnswer Logged(AnsweredCall call, bool withContent) => new()
    {
        Content = withContent ? call.Content : null,
        ReasoningContent = withContent ? call.Reasoning : null,
        Usage = call.Usage,
        Elapsed = call.Elapsed,
        FinishReason = call.FinishReason,
    };

    [LoggerMessage(LogLevel.Error, "The failed call {CallId} could not be logged")]
    private partial void LogNotRecorded(Exception exception, string callId);
}
