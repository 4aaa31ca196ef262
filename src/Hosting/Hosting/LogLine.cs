using System.Globalization;
using Inference.Errors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Inference.Hosting;

/// <summary>A log entry on the console: one line, with the id of the request that it belongs to, and the exception's lines below it, indented.</summary>
internal sealed class LogLine(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    // Why a start failed is told by the process itself. What comes after is parts that end because others did.
    private const string StartFailed = "HostedServiceStartupFaulted";

    private volatile bool _hasFailed;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        _hasFailed |= logEntry.EventId.Name == StartFailed;
        if (_hasFailed || ShutdownSignals.IsEnding || IsTold(logEntry.Category, logEntry.Exception))
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

    // Orleans logs three times, each with a stack trace, that a grain could not read its state; the caller is told why, and storage's failure is logged once.
    private static bool IsTold(string category, Exception? exception) => category.StartsWith("Orleans.", StringComparison.Ordinal) && HasOutage(exception);

    private static bool HasOutage(Exception? exception) => exception switch
    {
        null => false,
        InferenceException error => Outages.Explain(error),
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
