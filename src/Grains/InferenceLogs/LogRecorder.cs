using Inference.Errors;
using Inference.Identity;
using Inference.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Inference.InferenceLogs;

/// <summary>Makes logs durable: of completions, and of calls that are answered in no chat.</summary>
internal sealed partial class LogRecorder(
    GroupCommitLedger ledger, CallFailureLog failures, IOptionsMonitor<LogOptions> options, TimeProvider clock, ILogger<LogRecorder> logger)
{
    /// <summary>The log as it is kept: without texts where the operator says so.</summary>
    public InferenceLog Prepare(InferenceLog log) => options.CurrentValue.Content ? log : LogContents.Withhold(log);

    /// <summary>The log is durable when this returns.</summary>
    public Task<LedgerOutcome> RecordAsync(InferenceLog log) => ledger.CommitAsync(new LedgerEntry { Log = Prepare(log) });

    /// <summary>The call's log is durable when this returns.</summary>
    public async Task RecordAsync(AnsweredCall call)
    {
        var log = call.ToLog(clock.GetUtcNow());
        if (await RecordAsync(log) == LedgerOutcome.LogExists)
        {
            // A repeated call whose first answer was logged and then lost with its silo: what was used again is logged again.
            var prefix = call.Id[..(call.Id.AsSpan().IndexOfAny('_', '-') + 1)];
            await RecordAsync(log with { Id = Identifier.New(prefix, clock.GetUtcNow()) });
        }
    }

    /// <summary>Logs a call that has no answer.</summary>
    public async Task RecordFailureAsync(AnsweredCall call, Exception failure)
    {
        if (failure is InferenceException)
        {
            // Other exceptions are logged by the request's handler.
            failures.Write(call.Id, call.Model, failure);
        }

        call.Error = failure is InferenceException told ? told.Message : "Internal error.";
        await TryRecordAsync(call.Id, () => RecordAsync(call));
    }

    /// <summary>Records a failed call. The response must still report the call's own failure, so a failure here is logged and not thrown.</summary>
    public async Task TryRecordAsync(string id, Func<Task> record)
    {
        try
        {
            await record();
        }
        catch (Exception exception) when (TransientFailures.IsStorageFailure(exception))
        {
            // Storage's failure is in the log already.
        }
        catch (Exception exception)
        {
            LogNotRecorded(exception, id);
        }
    }

    [LoggerMessage(LogLevel.Error, "The log of the failed call {CallId} was not written")]
    private partial void LogNotRecorded(Exception exception, string callId);
}
