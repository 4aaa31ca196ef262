using Inference.Errors;
using Inference.Models;
using Microsoft.Extensions.Logging;

namespace Inference.InferenceLogs;

/// <summary>
/// Logs completions, insights and persona drafts that failed, one line each, with a stack trace only for a bug. Those refused by an open circuit
/// breaker, whose opening was logged, are counted.
/// </summary>
internal sealed partial class CallFailureLog : IDisposable
{
    private readonly ILogger<CallFailureLog> _logger;
    private readonly LogSample _notAsked;

    public CallFailureLog(TimeProvider clock, ILogger<CallFailureLog> logger)
    {
        _logger = logger;
        _notAsked = new LogSample(clock, LogNotAsked, most: 1);
    }

    public void Write(string id, string model, Exception failure)
    {
        switch (failure)
        {
            case InferenceException refused when refused.Kind.IsRefusedRequest()
                || refused.Kind is ErrorKind.ModelNotFound or ErrorKind.ResourceConflict or ErrorKind.ResourceNotFound:
                // The client's to mend, and in the inference log.
                LogRefused(id, refused.Message);
                break;
            case OperationCanceledException:
                // Its caller went away, or cancelled it.
                break;
            case InferenceException { Cause: ModelFailure.CircuitOpen } when !_notAsked.TryTake():
                break;
            case InferenceException known:
                LogFailed(null, id, model, known.Cause is { } cause ? $"{known.Message} ({cause})" : known.Message);
                break;
            default:
                LogFailed(TransientFailures.IsTransient(failure) ? null : failure, id, model, failure.Message);
                break;
        }
    }

    public void Dispose() => _notAsked.Dispose();

    [LoggerMessage(LogLevel.Warning, "Completion {CompletionId} of model {Model} failed: {Failure}")]
    private partial void LogFailed(Exception? exception, string completionId, string model, string failure);

    [LoggerMessage(LogLevel.Debug, "Completion {CompletionId} was refused: {Failure}")]
    private partial void LogRefused(string completionId, string failure);

    [LoggerMessage(LogLevel.Warning, "{Count} more completions failed in the last ten seconds, since a model's circuit breaker is open")]
    private partial void LogNotAsked(long count);
}
