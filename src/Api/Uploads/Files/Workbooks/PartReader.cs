using System.Xml;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>
/// Reads the XML of a part forwards, so that there is never a tree of it and never a value of more than <see cref="CellText.MaxCharacters"/> characters in
/// memory. Elements of other namespaces are skipped with their content.
/// </summary>
internal sealed class PartReader : IDisposable
{
    private const int MaxDepth = 32;
    private const string Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string StrictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main";

    private readonly XmlReader _xml;
    private readonly CellText _text = new();
    private readonly char[] _piece = new char[1_024];

    public PartReader(TextReader text) => _xml = XmlReader.Create(new BoundedMarkup(text), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        NameTable = new BoundedNameTable(),
        CloseInput = true,
    });

    /// <summary>Of the element that is read.</summary>
    public string Name => _xml.LocalName;

    public int Depth => _xml.Depth;

    public bool IsEmpty => _xml.IsEmptyElement;

    /// <summary>Goes to the document's element.</summary>
    public void ReadRoot()
    {
        while (Read() && _xml.NodeType != XmlNodeType.Element)
        {
        }
    }

    /// <summary>
    /// Goes to the next element inside of the one at this depth, over what is left of the one before; <see langword="false"/> at the end of it.
    /// </summary>
    public bool ReadChild(int depth)
    {
        if (_xml.Depth == depth && _xml is { NodeType: XmlNodeType.Element, IsEmptyElement: true })
        {
            return false;
        }

        while (Read())
        {
            if (_xml.NodeType == XmlNodeType.Element && _xml.Depth == depth + 1 && IsKnown(_xml.NamespaceURI))
            {
                return true;
            }

            if (_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Goes to the next child of a name.</summary>
    public bool ReadChild(int depth, string name)
    {
        while (ReadChild(depth))
        {
            if (Name == name)
            {
                return true;
            }
        }

        return false;
    }

    public string? Attribute(string name) => _xml.HasAttributes ? _xml.GetAttribute(name) : null;

    /// <summary>An attribute in any namespace: prefixes differ between writers, and the namespace in the strict format.</summary>
    public string? PrefixedAttribute(string name)
    {
        string? value = null;
        for (var found = _xml.MoveToFirstAttribute(); found; found = _xml.MoveToNextAttribute())
        {
            value = _xml.LocalName == name && _xml.Prefix.Length > 0 ? _xml.Value : value;
        }

        _xml.MoveToElement();
        return value;
    }

    /// <summary>The text of the element that is read, without that of elements inside of it.</summary>
    public CellText ReadText()
    {
        _text.Clear();
        AppendText();
        return _text;
    }

    /// <summary>The text of a string element in one: its own, or that of its runs. Phonetic hints are left out.</summary>
    public CellText ReadRichText()
    {
        _text.Clear();
        var item = _xml.Depth;
        while (ReadChild(item))
        {
            if (Name == "t")
            {
                AppendText();
            }
            else if (Name == "r")
            {
                var run = _xml.Depth;
                while (ReadChild(run, "t"))
                {
                    AppendText();
                }
            }
        }

        return _text;
    }

    public void Dispose() => _xml.Dispose();

    private void AppendText()
    {
        var depth = _xml.Depth;
        if (_xml.IsEmptyElement)
        {
            return;
        }

        while (Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            if (_xml.Depth == depth + 1 && _xml.CanReadValueChunk && _xml.NodeType is not XmlNodeType.Element and not XmlNodeType.EndElement)
            {
                int read;
                while ((read = _xml.ReadValueChunk(_piece, 0, _piece.Length)) > 0)
                {
                    _text.Append(_piece.AsSpan(0, read));
                }
            }
        }
    }

    private bool Read()
    {
        var read = _xml.Read();
        return _xml.Depth <= MaxDepth
            ? read
            : throw new FileFaultException($"is a damaged XLSX file: it has elements more than {MaxDepth} levels deep");
    }

    private static bool IsKnown(string space) => space is Main or StrictMain or Relationships;
}
