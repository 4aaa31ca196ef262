using System.Text.RegularExpressions;

namespace Inference.Documentation;

/// <summary>One of the repository's documents: its prose, its blocks of code and the anchors of its headings.</summary>
internal sealed partial class MarkdownDocument
{
    private readonly List<MarkdownLine> _lines = [];
    private readonly List<MarkdownBlock> _blocks = [];

    private MarkdownDocument(string path)
    {
        Path = path;
        var (heading, block) = ("", (MarkdownBlock?)null);
        foreach (var line in File.ReadLines(Repository.PathOf(path)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                block = block is null ? new MarkdownBlock(heading, line[3..], []) : Add(block);
            }
            else if (block is not null)
            {
                block.Lines.Add(line);
            }
            else
            {
                heading = Heading().Match(line) is { Success: true } found ? found.Groups[1].Value : heading;
                _lines.Add(new MarkdownLine(heading, line));
            }
        }
    }

    /// <summary>Those that people read: what tests and bench say of themselves is not among them.</summary>
    public static IReadOnlyList<MarkdownDocument> All { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md" }
            .Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(Repository.PathOf(""), file))
                .Order(StringComparer.Ordinal))
            .Select(Read),
    ];

    /// <summary>Relative to the repository.</summary>
    public string Path { get; }

    /// <summary>All of it but the blocks of code.</summary>
    public string Prose => string.Join('\n', _lines.Select(line => line.Text));

    /// <summary>What stands between backticks in the prose, and the blocks.</summary>
    public IEnumerable<string> Code => CodeIn(Prose).Concat(_blocks.Select(block => block.Text));

    /// <summary>What <c>#anchor</c> can name, as GitHub and GitLab write it.</summary>
    public IReadOnlySet<string> Anchors => _lines
        .Select(line => Heading().Match(line.Text))
        .Where(heading => heading.Success)
        .Select(heading => NotInAnchors().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))
        .ToHashSet(StringComparer.Ordinal);

    public static MarkdownDocument Read(string path) => new(path);

    public static IEnumerable<string> CodeIn(string prose) => CodeSpan().Matches(prose).Select(code => code.Groups[1].Value);

    /// <summary>The prose below a heading, up to the next one.</summary>
    public string Section(string heading) => string.Join('\n', _lines.Where(line => line.Heading == heading).Select(line => line.Text));

    /// <summary>The names in brackets of the drawing below a heading.</summary>
    public IReadOnlyList<string> Drawn(string heading) =>
        [.. InBrackets().Matches(_blocks.Single(block => block.Heading == heading).Text).Select(name => name.Groups[1].Value).Distinct()];

    public override string ToString() => Path;

    private MarkdownBlock? Add(MarkdownBlock block)
    {
        _blocks.Add(block);
        return null;
    }

    [GeneratedRegex("^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"\[([\w.]+)\]")]
    private static partial Regex InBrackets();

    private sealed record MarkdownLine(string Heading, string Text);
}

/// <summary>A block of code, with the language it is marked with.</summary>
internal sealed record MarkdownBlock(string Heading, string Language, List<string> Lines)
{
    public string Text => string.Join('\n', Lines);
}
