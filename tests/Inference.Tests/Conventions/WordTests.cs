using System.Text.RegularExpressions;
using Inference.Documentation;

namespace Inference.Conventions;

/// <summary>The subject of a sentence is a component, never an unknown person.</summary>
public sealed partial class WordTests
{
    // What a model or a person reads, and what a text of a person may contain.
    private static readonly string[] _texts =
    [
        "src/Grains/Guards/GuardCategories.cs", "src/Grains/Guards/ModelGuard.cs", "src/Grains/Insights/InsightPrompt.cs", "src/Grains/Language/ContentWords.cs",
    ];

    private static readonly string[] _folders = ["docs", "deploy", "bench", "testing", "tests"];

    [Fact]
    public void Source_files_name_the_component() =>
        Assert.Empty(SourceFile.ReadAll("src", "bench", "testing")
            .Where(file => !_texts.Contains(file.Path))
            .SelectMany(file => Find(file.Path, file.Lines, line => line)));

    [Fact]
    public void Comments_and_names_of_tests_name_the_component() =>
        Assert.Empty(SourceFile.ReadAll("tests")
            .Where(file => !file.Path.EndsWith($"{nameof(WordTests)}.cs", StringComparison.Ordinal))
            .SelectMany(file => Find(file.Path, file.Lines, line => Literal().Replace(line, "").Replace('_', ' '))));

    [Fact]
    public void Documents_and_scripts_name_the_component() =>
        Assert.Empty(Documents().SelectMany(path => Find(path, File.ReadAllLines(Repository.PathOf(path)), line => line)));

    private static IEnumerable<string> Find(string path, string[] lines, Func<string, string> read) => lines
        .Select((line, index) => (Text: read(line), Number: index + 1))
        .Where(line => Narrator().IsMatch(line.Text))
        .Select(line => $"{path}:{line.Number}: {line.Text.Trim()}");

    private static IEnumerable<string> Documents()
    {
        var root = Repository.PathOf("");
        return Directory.EnumerateFiles(root, "*", SearchOption.TopDirectoryOnly)
            .Concat(_folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => DocumentPath().IsMatch(path) && !path.EndsWith("house.sh", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(whoever|whomever|nobody|somebody|anybody|someone|anyone|whatever)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Narrator();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^(?!.*(?:^|/)(?:bin|obj|node_modules)/).*\.(?:md|sh|ya?ml|conf|service|sql|mjs)$")]
    private static partial Regex DocumentPath();
}
