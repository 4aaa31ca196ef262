using System.Text.RegularExpressions;
using Inference.Documentation;

namespace Inference.Conventions;

/// <summary>A C# file of the repository. Its path is relative to the repository's root, with slashes.</summary>
internal sealed partial record SourceFile(string Path, string[] Lines)
{
    public string Folder => Path[..Path.LastIndexOf('/')];

    public string? Namespace => Lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    public IEnumerable<string> Usings => Lines.Select(line => UsingLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    /// <summary>All files below these folders, those that a build generates left out.</summary>
    public static IReadOnlyList<SourceFile> ReadAll(params string[] folders)
    {
        var root = Repository.PathOf("");
        return [.. folders
            .SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => System.IO.Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => !GeneratedPath().IsMatch(path))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllLines(System.IO.Path.Combine(root, path))))];
    }

    [GeneratedRegex(@"^namespace ([\w.]+);")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?([\w.]+);")]
    private static partial Regex UsingLine();

    [GeneratedRegex("(^|/)(bin|obj|node_modules)/")]
    private static partial Regex GeneratedPath();
}
