namespace Inference.Uploads.Files;

/// <summary>Recognises common files that are not supported, for errors that name the format and the remedy.</summary>
internal static class UnsupportedFile
{
    public const int HeadLength = 16;

    public const string Archive = "is a ZIP archive and no XLSX file; unpack it and send the files in it";

    private const string SaveTable = "save its table as .xlsx or CSV";
    private const string OldOffice = "is an Excel file of the old kind, or one with a password; save it as .xlsx without";
    private const string Image = $"is an image; {SaveTable}";
    private const string Page = $"is a page of HTML or XML; {SaveTable}";

    /// <summary>By the first bytes, and of old Office files, which all begin alike, by the name.</summary>
    public static string? Find(ReadOnlySpan<byte> head, string name) => head switch
    {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => IsOldWord(name) ? $"is a Word document of the old kind; {SaveTable}" : OldOffice,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => $"is a PDF; {SaveTable}",
        [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => $"is an RTF document; {SaveTable}",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => Image,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Image,
        [0x1F, 0x8B, ..] or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] =>
            "is an archive; unpack it and send the files in it",
        [(byte)'<', ..] when IsPage(head) => Page,
        _ => null,
    };

    /// <summary>By the files in a ZIP archive.</summary>
    public static string? InArchive(Predicate<string> has) =>
        has("META-INF/manifest.xml") && has("content.xml") ? "is an OpenDocument file (.ods, say); save it as .xlsx or CSV"
        : has("word/document.xml") ? $"is a Word document; {SaveTable}"
        : has("ppt/presentation.xml") ? $"is a PowerPoint presentation; {SaveTable}"
        : has("xl/workbook.bin") ? "is a binary Excel workbook (.xlsb); save it as .xlsx"
        : has("Index/Document.iwa") || has("Index.zip") ? "is a file of Numbers or Pages; export it as .xlsx or CSV"
        : null;

    private static bool IsOldWord(string name) => name.EndsWith(".doc", StringComparison.OrdinalIgnoreCase);

    private static bool IsPage(ReadOnlySpan<byte> head)
    {
        Span<char> characters = stackalloc char[head.Length];
        System.Text.Encoding.Latin1.GetChars(head, characters);
        ReadOnlySpan<char> text = characters;
        return text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase);
    }
}
