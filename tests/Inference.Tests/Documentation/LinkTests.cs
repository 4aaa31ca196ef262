using System.Text.RegularExpressions;

namespace Inference.Documentation;

/// <summary>What the documents point to is there.</summary>
public sealed partial class LinkTests
{
    private static readonly IEnumerable<(MarkdownDocument Document, string Target)> Links =
        from document in MarkdownDocument.All
        from Match link in Link().Matches(document.Prose)
        let target = link.Groups[1].Value
        where !target.Contains("://", StringComparison.Ordinal)
        select (document, target);

    [Fact]
    public void Every_relative_link_leads_to_a_file_or_folder() => Assert.Empty(
        Links.Where(link => !Exists(Resolve(link.Document, link.Target))).Select(link => $"{link.Document}: {link.Target}"));

    [Fact]
    public void Every_anchor_is_a_heading_of_its_document() => Assert.Empty(
        from link in Links
        where link.Target.Contains('#', StringComparison.Ordinal)
        let anchor = link.Target[(link.Target.IndexOf('#', StringComparison.Ordinal) + 1)..]
        where !MarkdownDocument.Read(Resolve(link.Document, link.Target)).Anchors.Contains(anchor)
        select $"{link.Document}: {link.Target}");

    [Fact]
    public void Every_repository_path_in_a_document_exists() => Assert.Empty(
        from document in MarkdownDocument.All
        from text in document.Code
        from Match path in RepositoryPath().Matches(text)
            // What a build makes is not in the repository.
        where !path.Value.Contains("/bin/", StringComparison.Ordinal) && !Exists(path.Value.TrimEnd('.'))
        select $"{document}: {path.Value}");

    [Fact]
    public void Every_document_is_linked_from_another() => Assert.Empty(MarkdownDocument.All
        .Select(document => document.Path)
        .Except(Links.Select(link => Resolve(link.Document, link.Target)))
        .Except(["README.md"]));

    private static string Resolve(MarkdownDocument document, string target)
    {
        var file = target.Split('#')[0];
        var folder = Path.GetDirectoryName(document.Path)!;
        return file.Length == 0 ? document.Path : Path.GetRelativePath(Repository.PathOf(""), Path.GetFullPath(Repository.PathOf(Path.Combine(folder, file))));
    }

    private static bool Exists(string path) => File.Exists(Repository.PathOf(path)) || Directory.Exists(Repository.PathOf(path));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.:\-…~])(?:src|tests|testing|bench|docs|deploy)/[\w./\-]*\w(?![\w*])")]
    private static partial Regex RepositoryPath();
}
