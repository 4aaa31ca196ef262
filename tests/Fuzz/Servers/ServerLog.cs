using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Inference.Trees;
using Inference.Verifying;

namespace Inference.Servers;

/// <summary>Reads the server's output line by line: its exceptions by request, and what should not be in its log at all.</summary>
internal sealed partial class ServerLog(TextWriter file)
{
    private const int LinesKept = 40;

    private readonly Lock _lock = new();
    private readonly List<string> _entry = [];
    private readonly ConcurrentDictionary<string, string> _exceptions = new();
    private readonly ConcurrentDictionary<string, (int Count, string First)> _unexpectedEntries = new();

    /// <summary>Entries that are faults, by their kind. An exception is reported with its request's answer, unless that answer has no fault.</summary>
    public IEnumerable<Fault> FindFaults(IReadOnlySet<string> faultyRequests)
    {
        foreach (var (kind, (count, first)) in _unexpectedEntries)
        {
            yield return new Fault(Rule.Log, "log", kind) { Detail = $"{count} times, such as: {first}" };
        }

        foreach (var thrown in _exceptions.Where(thrown => !faultyRequests.Contains(thrown.Key)).GroupBy(thrown => thrown.Value))
        {
            yield return new Fault(Rule.Log, "log", $"{thrown.Key}, of a request whose answer does not show it") { Detail = $"{thrown.Count()} times, such as: {thrown.First().Key}" };
        }
    }

    public void Append(string line)
    {
        lock (_lock)
        {
            file.WriteLine(line);
            if (Start().IsMatch(line))
            {
                Close();
            }

            if (_entry.Count < LinesKept)
            {
                _entry.Add(line);
            }
        }
    }

    /// <summary>The last entry has no line after it that would end it.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            Close();
            file.Flush();
        }
    }

    /// <summary>The exception and its frame, when the request failed by a bug.</summary>
    public string? ExceptionOf(string? requestId) => requestId is null ? null : _exceptions.GetValueOrDefault(requestId);

    private void Close()
    {
        if (_entry.Count > 0)
        {
            Classify(_entry);
            _entry.Clear();
        }
    }

    private void Classify(List<string> entry)
    {
        var head = Start().Match(entry[0]);
        if (entry.Any(line => line.AsSpan().IndexOfAnyInRange('\u0000', '\u0008') >= 0 || line.Contains('\u001b', StringComparison.Ordinal)))
        {
            Add($"control characters of a client, from {head.Groups["category"].Value}", entry[0]);
        }

        if (entry[0] == EdgeCaseLiterals.ForgedLine)
        {
            Add("a line that a client wrote", entry[0]);
            return;
        }

        var exception = entry.Exists(IsFrame) ? Summarize(entry) : null;
        if (RequestId().Match(entry[0]) is { Success: true } request && exception is not null && head.Groups["level"].Value == "error")
        {
            // Reported with the request's answer.
            _exceptions[request.Value] = exception;
        }
        else if (!IsExpected(head.Groups["category"].Value, entry) && (exception is not null || head.Groups["level"].Value is "error" or "crit" or "fatal"))
        {
            Add($"{head.Groups["level"].Value} {head.Groups["category"].Value}: {exception ?? Numbers().Replace(head.Groups["message"].Value, "*")}", entry[0]);
        }
    }

    /// <summary>
    /// The one model that is there to fail; and what Kestrel says of some connections whose client stopped sending in the middle of a body, in any
    /// application does (dotnet/aspnetcore#17840).
    /// </summary>
    private static bool IsExpected(string category, List<string> entry) =>
        entry[0].Contains(": Model broken failed", StringComparison.Ordinal)
        || (category == "Microsoft.AspNetCore.Server.Kestrel" && entry[0].EndsWith(": Connection processing ended abnormally.", StringComparison.Ordinal)
            && entry[1].Trim() == "System.InvalidOperationException: Reading is already in progress.");

    private void Add(string kind, string line) => _unexpectedEntries.AddOrUpdate(kind, (1, line), (_, known) => (known.Count + 1, known.First));

    /// <summary>The innermost exception's type and the first of our own methods that it passed.</summary>
    private static string Summarize(List<string> entry)
    {
        var thrown = entry.LastOrDefault(line => line.TrimStart().StartsWith("---> ", StringComparison.Ordinal)) ?? entry[1];
        var frames = entry.Where(IsFrame).Select(line => line.TrimStart()[3..].Split('(')[0]).ToList();
        var frame = frames.Find(frame => frame.StartsWith("Inference.", StringComparison.Ordinal)) ?? frames[0];
        return $"{thrown.Replace("---> ", "", StringComparison.Ordinal).Trim().Split(':')[0].Split('.')[^1]} in {string.Join('.', frame.Split('.')[^2..])}";
    }

    private static bool IsFrame(string line) => line.StartsWith("   ", StringComparison.Ordinal) && line.TrimStart().StartsWith("at ", StringComparison.Ordinal);

    // The request's id may stand in brackets behind the category.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT[\d:.]+Z (?<level>\w+) +(?<category>[^\s:]+)(?: \[\w*\])?: (?<message>.*)$")]
    private static partial Regex Start();

    [GeneratedRegex("req_[0-9a-f]{32}")]
    private static partial Regex RequestId();

    [GeneratedRegex(@"[0-9a-f]{16,}|\d+|""[^""]*""|'[^']*'")]
    private static partial Regex Numbers();
}
