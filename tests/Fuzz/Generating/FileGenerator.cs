using System.IO.Compression;
using System.Text;

namespace Inference.Generating;

/// <summary>Files of personas in each of the kinds that an upload takes.</summary>
internal static class FileGenerator
{
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string OfficeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static FilePart Generate(Random random)
    {
        var person = random.Next(100_000);
        return random.Next(4) switch
        {
            0 => Text("people.csv", "text/csv", $"name,birthdate,city\nAnna {person},31/01/1990,Vienna\n\"Bert, {person}\",1985-02-03,\"a \"\"b\"\"\"\n"),
            1 => Text("people.json", "application/json", Json(person)),
            2 => Text("people.jsonl", "application/x-ndjson", $"{{\"name\":\"Anna {person}\"}}\n{{\"name\":\"Cleo\",\"notes\":\"n\"}}\n"),
            _ => FilePart.Named("people.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Sheet(Cell($"Anna {person}"))),
        };
    }

    public static FilePart Text(string name, string type, string text) => FilePart.Named(name, type, Encoding.UTF8.GetBytes(text));

    /// <summary>A workbook with the headings name and city, and one row whose name is given as a cell.</summary>
    public static byte[] Sheet(string cell)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
                ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml"
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
                """);
            Add(zip, "_rels/.rels", $"""
                <Relationships xmlns="{Relationships}"><Relationship Id="r1" Type="{OfficeRelationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """);
            Add(zip, "xl/workbook.xml", $"""
                <workbook xmlns="{Namespace}" xmlns:r="{OfficeRelationships}"><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>
                """);
            Add(zip, "xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="{Relationships}"><Relationship Id="r1" Type="{OfficeRelationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
                """);
            Add(zip, "xl/worksheets/sheet1.xml", $"""
                <worksheet xmlns="{Namespace}"><sheetData><row r="1">{Cell("name")}{Cell("city")}</row><row r="2">{cell}{Cell("Vienna")}</row></sheetData></worksheet>
                """);
        }

        return file.ToArray();
    }

    public static string Cell(string text) => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>";

    private static string Json(int person) => $$"""[{"name":"Anna {{person}}","birthdate":"1990-01-31","data":{"car":["Golf",1] } },{"name":"Bert {{person}}"}]""";

    private static void Add(ZipArchive zip, string name, string text)
    {
        // A time of its own would make each run's bytes different.
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
