using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Inference.Uploads;

/// <summary>Workbooks written by hand: a ZIP archive and its XML, with nothing of the library that reads them.</summary>
internal static class Sheets
{
    private const string Types = """
        <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
        <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
        <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
        """;

    private const string Root = """
        <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    private const string Parts = """
        <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
        <Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
        """;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>Texts and numbers, in rows.</summary>
    public static byte[] Workbook(object?[][] rows) => OfSheet(string.Concat(rows.Select(
        row => $"<row>{string.Concat(row.Select(ToCell))}</row>")));

    /// <summary>A workbook of this XML between the tags of its rows.</summary>
    public static byte[] OfSheet(string rows, bool since1904 = false, string styles = "", string strings = "", string prologue = "")
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", Types);
            Add(zip, "_rels/.rels", Root);
            Add(zip, "xl/_rels/workbook.xml.rels", Parts);
            Add(zip, "xl/workbook.xml", $"""
                <workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                <workbookPr date1904="{(since1904 ? 1 : 0)}"/><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>
                """);
            Add(zip, "xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{strings}</sst>""");
            Add(zip, "xl/styles.xml", $"""<styleSheet xmlns="{Main}">{styles}</styleSheet>""");
            Add(zip, "xl/worksheets/sheet1.xml", $"""{prologue}<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>""");
        }

        return content.ToArray();
    }

    private static string ToCell(object? value) => value switch
    {
        null => "<c/>",
        string text => $"""<c t="inlineStr"><is><t>{SecurityElement.Escape(text)}</t></is></c>""",
        _ => $"<c><v>{Convert.ToString(value, CultureInfo.InvariantCulture)}</v></c>",
    };

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }
}
