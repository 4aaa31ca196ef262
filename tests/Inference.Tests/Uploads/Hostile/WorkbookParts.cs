using System.IO.Compression;

namespace Inference.Uploads.Hostile;

/// <summary>A workbook of one sheet and one person, of which parts are replaced, added or left out.</summary>
internal sealed class WorkbookParts
{
    public const string Root = "_rels/.rels";
    public const string Book = "xl/workbook.xml";
    public const string Relationships = "xl/_rels/workbook.xml.rels";
    public const string Strings = "xl/sharedStrings.xml";
    public const string Styles = "xl/styles.xml";
    public const string Sheet = "xl/worksheets/sheet1.xml";

    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Header = """<row><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>birthdate</t></is></c></row>""";

    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, Repeated Content)> _parts =
    [
        (Root, Relation("r1", "officeDocument", Book)),
        (Relationships, Relation("r1", "worksheet", "worksheets/sheet1.xml", Relate("r2", "sharedStrings", "sharedStrings.xml") + Relate("r3", "styles", "styles.xml"))),
        (Book, BookOf("""<sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets>""")),
        (Strings, $"""<sst xmlns="{Main}"><si><t>Ann</t></si></sst>"""),
        (Styles, $"""<styleSheet xmlns="{Main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"""),
        (Sheet, SheetOf("""<row><c t="s"><v>0</v></c><c s="1"><v>32875</v></c></row>""")),
    ];

    public static string BookOf(string inside) => $"""<workbook xmlns="{Main}" xmlns:r="{Office}">{inside}</workbook>""";

    public static string SheetOf(string rows) => $"""<worksheet xmlns="{Main}"><sheetData>{Header}{rows}</sheetData></worksheet>""";

    public static string Relation(string id, string kind, string target, string more = "") =>
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{Relate(id, kind, target)}{more}</Relationships>""";

    public static string Relate(string id, string kind, string target) => $"""<Relationship Id="{id}" Type="{Office}/{kind}" Target="{target}"/>""";

    public static byte[] With(string part, Repeated content) => new WorkbookParts().Set(part, content).Pack();

    public static byte[] OfRows(string rows) => With(Sheet, SheetOf(rows));

    public static byte[] OfRows(string piece, int times, string before = "", string after = "") =>
        With(Sheet, new Repeated($"""<worksheet xmlns="{Main}"><sheetData>{Header}{before}""", piece, times, $"{after}</sheetData></worksheet>"));

    public WorkbookParts Set(string part, Repeated content) => Remove(part).Add(part, content);

    public WorkbookParts Add(string part, Repeated content)
    {
        _parts.Add((part, content));
        return this;
    }

    public WorkbookParts Remove(string part)
    {
        _parts.RemoveAll(found => found.Name == part);
        return this;
    }

    /// <param name="name">A part of its own, beside the others.</param>
    /// <param name="raw">Its bytes.</param>
    public byte[] Pack(string? name = null, byte[]? raw = null)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (part, text) in _parts)
            {
                using var entry = zip.CreateEntry(part, CompressionLevel.Fastest).Open();
                text.WriteTo(entry);
            }

            if (name is not null)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(raw);
            }
        }

        return content.ToArray();
    }
}
