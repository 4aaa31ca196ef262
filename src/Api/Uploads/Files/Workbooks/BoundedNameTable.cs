using System.Xml;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>The names of a part, up to a limit: <see cref="XmlReader"/> keeps every name for its lifetime.</summary>
internal sealed class BoundedNameTable : NameTable
{
    private const int MaxCharacters = 256 * 1_024;

    private int _characters;

    public override string Add(string key) => Get(key) ?? base.Add(Count(key));

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? base.Add(Count(new string(key, start, len)));

    private string Count(string added)
    {
        _characters += added.Length + 1;
        return _characters <= MaxCharacters
            ? added
            : throw new FileFaultException($"is a damaged XLSX file: the names of its elements have more than {MaxCharacters} characters");
    }
}
