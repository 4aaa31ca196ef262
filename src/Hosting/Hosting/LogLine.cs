using System.Collections;
using System.Globalization;
using Inference.Errors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Inference.Hosting;

/// <summary>A log entry on the console: one line, with the id of the request that it belongs to, and the exception's lines below it, indented.</summary>
internal sealed class LogLine(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    // The process itself reports why a start failed. Later entries are of services that stop as a consequence.
    private const string StartFailed = "HostedServiceStartupFaulted";

    private volatile bool _hasFailed;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        _hasFailed |= logEntry.EventId.Name == StartFailed;
        if (_hasFailed || ShutdownSignals.IsEnding || IsKnownOutage(logEntry.Category, logEntry.Exception))
        {
            return;
        }

        textWriter.Write(clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(logEntry.Category);
        scopeProvider?.ForEachScope(WriteRequestId, textWriter);
        textWriter.Write(": ");
        LogText.Write(textWriter, logEntry.Formatter(logEntry.State, logEntry.Exception));
        textWriter.WriteLine();
        if (logEntry.Exception is { } exception)
        {
            LogText.WriteIndented(textWriter, exception.ToString());
        }
    }

    // Orleans logs three times, each with a stack trace, that a grain could not read its state. The caller gets the reason, and storage's health logs it once.
    private static bool IsKnownOutage(string category, Exception? exception) => category.StartsWith("Orleans.", StringComparison.Ordinal) && HasOutage(exception);

    private static bool HasOutage(Exception? exception) => exception switch
    {
        null => false,
        InferenceException error => TransientFailures.IsTransient(error),
        _ => HasOutage(exception.InnerException),
    };

    private static void WriteRequestId(object? scope, TextWriter textWriter)
    {
        if (scope is RequestIdScope request)
        {
            textWriter.Write(" [");
            textWriter.Write(request.Id);
            textWriter.Write(']');
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => " trace ",
        LogLevel.Debug => " debug ",
        LogLevel.Information => " info  ",
        LogLevel.Warning => " warn  ",
        LogLevel.Error => " error ",
        LogLevel.Critical => " fatal ",
        LogLevel.None => " ",
    };
}

/// <summary>A log scope of one value.</summary>
internal sealed class RequestIdScope(string id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public string Id => id;

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] =>
        index == 0 ? new("RequestId", id) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    public override string ToString() => $"RequestId:{id}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
