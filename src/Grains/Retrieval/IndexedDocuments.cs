using System.Collections.Immutable;

namespace Inference.Retrieval;

/// <summary>An expert's documents, read, and split and indexed when somebody first needs less than the whole.</summary>
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
