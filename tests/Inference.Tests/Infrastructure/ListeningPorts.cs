using System.Globalization;

namespace Inference.Infrastructure;

/// <summary>The TCP ports that a process listens on, from /proc.</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    private static readonly string[] Tables = ["tcp", "tcp6"];

    public static IReadOnlyCollection<int> Of(int processId)
    {
        var sockets = Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget)
            .Where(target => target?.StartsWith("socket:[", StringComparison.Ordinal) is true)
            .Select(target => target!["socket:[".Length..^1])
            .ToHashSet(StringComparer.Ordinal);
        return [.. Tables
            .SelectMany(table => File.ReadLines($"/proc/{processId}/net/{table}").Skip(1))
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row[3] == Listening && sockets.Contains(row[9]))
            .Select(row => int.Parse(row[1].AsSpan(row[1].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .Distinct()];
    }
}
