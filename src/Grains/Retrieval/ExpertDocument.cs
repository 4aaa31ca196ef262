using System.Collections.Immutable;
using System.Text;

namespace Inference.Retrieval;

/// <summary>One object of an expert's <c>file_context</c> as a document: its name on one line, and everything that it says.</summary>
internal sealed record ExpertDocument(string Name, string Text)
{
    private static readonly string[] NameKeys = ["name", "title", "filename", "file_name", "file", "source", "url", "id"];
    private static readonly string[] TextKeys = ["content", "text", "body", "page_content", "markdown", "data"];

    /// <summary>The heading that says where a document begins in a prompt.</summary>
    public string Heading => HeadingPrefix + Name;

    public const string HeadingPrefix = "## Document: ";

    public static ExpertDocument Of(ImmutableDictionary<string, string> fields, int number)
    {
        var nameKey = FindKey(fields, NameKeys);
        var textKey = FindKey(fields, TextKeys);
        var text = new StringBuilder();
        foreach (var (key, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (key != nameKey && key != textKey && !string.IsNullOrWhiteSpace(value))
            {
                text.Append(key).Append(": ").Append(value.Trim()).Append('\n');
            }
        }

        if (textKey is not null)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(fields[textKey].Trim());
        }

        return new ExpertDocument(nameKey is null ? $"document {number}" : OneLine(fields[nameKey]), text.ToString().Trim());
    }

    private static string? FindKey(ImmutableDictionary<string, string> fields, string[] wanted)
    {
        foreach (var name in wanted)
        {
            foreach (var (key, value) in fields)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(value))
                {
                    return key;
                }
            }
        }

        return null;
    }

    private static string OneLine(string name)
    {
        const int MaxName = 120;
        var line = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxName ? line : line[..MaxName];
    }
}
