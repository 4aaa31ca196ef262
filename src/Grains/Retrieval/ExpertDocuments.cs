using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Inference.Retrieval;

/// <summary>What of an expert's <c>file_context</c> goes into the prompt: all of it when it fits, the passages that match the question when it does not.</summary>
internal static class ExpertDocuments
{
    // Reading and indexing a megabyte takes tens of milliseconds, so it is kept as long as the expert's array is: a change makes a new array.
    private static readonly ConditionalWeakTable<ImmutableDictionary<string, string>[], IndexedDocuments> Known = [];

    /// <summary>Text of at most <paramref name="budget"/> characters, each document under a line <c>## Document: NAME</c>; empty when there is nothing.</summary>
    public static string Select(ImmutableArray<ImmutableDictionary<string, string>> files, string question, int budget)
    {
        if (files.IsDefaultOrEmpty)
        {
            return "";
        }

        var documents = Known.GetValue(ImmutableCollectionsMarshal.AsArray(files)!, static array => new([.. array]));
        return documents.Whole.Length <= budget ? documents.Whole : SelectPassages(documents, question, budget);
    }

    private static string SelectPassages(IndexedDocuments documents, string question, int budget)
    {
        var passages = documents.Index.Passages;
        var ranked = documents.Index.Rank(question);
        // Without a word in common, the beginnings tell at least what there is.
        var wanted = ranked.Length > 0 ? ranked : Enumerable.Range(0, passages.Count);
        var chosen = new SortedSet<int>();
        var opened = new HashSet<int>();
        var left = budget;
        foreach (var number in wanted)
        {
            var passage = passages[number];
            var heading = opened.Contains(passage.Document) ? 0 : documents.Documents[passage.Document].Heading.Length + 2;
            var cost = passage.Text.Length + 2 + heading;
            if (cost <= left)
            {
                left -= cost;
                chosen.Add(number);
                opened.Add(passage.Document);
            }

            if (left < PassageSplitter.Shortest)
            {
                break;
            }
        }

        return Write(documents, chosen);
    }

    private static string Write(IndexedDocuments documents, SortedSet<int> chosen)
    {
        var text = new StringBuilder();
        var document = -1;
        foreach (var number in chosen)
        {
            var passage = documents.Index.Passages[number];
            text.Append(text.Length > 0 ? "\n\n" : "");
            if (passage.Document != document)
            {
                document = passage.Document;
                text.Append(documents.Documents[document].Heading).Append('\n');
            }

            text.Append(passage.Text);
        }

        return text.ToString();
    }
}

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

/// <summary>An expert's documents, read at once; split and indexed when a prompt first needs a part of them.</summary>
internal sealed class IndexedDocuments
{
    private readonly Lazy<PassageIndex> _index;

    public IndexedDocuments(ImmutableArray<ImmutableDictionary<string, string>> files)
    {
        Documents = [.. files.Select((file, i) => ExpertDocument.Of(file, i + 1)).Where(document => document.Text.Length > 0)];
        Whole = string.Join("\n\n", Documents.Select(document => $"{document.Heading}\n{document.Text}"));
        _index = new Lazy<PassageIndex>(() => new PassageIndex(Documents));
    }

    public ImmutableArray<ExpertDocument> Documents { get; }

    /// <summary>All documents under their headings.</summary>
    public string Whole { get; }

    public PassageIndex Index => _index.Value;
}
