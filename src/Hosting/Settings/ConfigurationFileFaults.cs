using System.Collections.Concurrent;
using System.Text.Json;

namespace Inference.Settings;

/// <summary>Which configuration files cannot be read.</summary>
internal sealed class ConfigurationFileFaults
{
    private readonly ConcurrentDictionary<string, string> _broken = new(StringComparer.Ordinal);

    /// <summary>A file became unreadable, with the reason, or readable again, without one.</summary>
    public event Action<string, string?>? Changed;

    /// <summary>The line about a file that could not be loaded: its path, and the position of the mistake.</summary>
    public static string Describe(string file, Exception exception)
    {
        var cause = exception.GetBaseException();
        return cause is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"{file}, line {line + 1}, column {position + 1}: {cause.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.')}"
            : $"{file}: {cause.Message.TrimEnd('.')}";
    }

    /// <summary>The same of the framework's exception, which has the path in its message.</summary>
    public static string Describe(InvalidDataException exception) => Describe(exception.Message.Split('\'') is [_, var file, ..] ? file : exception.Message, exception);

    public void ReportUnreadable(string file, Exception exception)
    {
        var problem = Describe(file, exception);
        var isNew = !_broken.TryGetValue(file, out var before) || before != problem;
        _broken[file] = problem;
        if (isNew)
        {
            Changed?.Invoke(file, problem);
        }
    }

    public void ReportReadable(string file)
    {
        if (_broken.TryRemove(file, out _))
        {
            Changed?.Invoke(file, null);
        }
    }
}
