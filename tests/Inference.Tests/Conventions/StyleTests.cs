using System.Text.RegularExpressions;

namespace Inference.Conventions;

public sealed class StyleTests
{
    public static TheoryData<string, string> Forbidden => new()
    {
        { "unfinished code", @"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException" },
        { "a switched-off warning, or a region", @"^\s*#(pragma|region)" },
        { "a log entry without [LoggerMessage]", @"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(" },
        { "a task without an owner", @"\basync void\b" },
        { "an await that leaves the grain's scheduler", @"\.ConfigureAwait\(false\)" },
        { "a blocked thread", @"\.GetAwaiter\(\)\.GetResult\(\)" },
        { "a swallowed exception", @"catch\s*(\([^)]*\)\s*)?\{\s*\}" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Source_files_hold_no(string what, string pattern)
    {
        var found = SourceFile.ReadAll("src").SelectMany(file =>
            Regex.Matches(string.Join('\n', file.Lines), pattern, RegexOptions.Multiline).Select(match => $"{file.Path}: {match.Value}"));

        Assert.True(!found.Any(), $"{what}: {string.Join(", ", found)}");
    }
}
