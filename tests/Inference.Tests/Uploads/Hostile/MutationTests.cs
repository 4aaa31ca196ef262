using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsCheck;
using Inference.Uploads.Files;
using Inference.Validation;

namespace Inference.Uploads.Hostile;

/// <summary>Every mutation of a good workbook is read, or refused as a file; what is read can be stored.</summary>
public sealed class MutationTests
{
    private const string Strings = "<si><t>Ann</t></si><si><r><t>B</t></r><r><t>ob</t></r></si><si><t>x_x000D_\n</t></si>";

    private const string Styles = """
        <numFmts count="1"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>
        """;

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "\"", "'", "&", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "<!DOCTYPE x>", "_xD800_", "_x0000_", "&#xD800;", "&lt;", "-1",
        "99999999999999999999", "XFD1048576", "<row>", "</row>", "<c/>", "<is>", "<t>", "t=\"s\"", "t=\"d\"", " r=\"A0\"", " xmlns=\"x\"", "\uFFFE", "\0", "é", "",
    ];

    private static readonly byte[] Good = Sheets.OfSheet(
        """
        <row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="str"><v>birthdate</v></c><c r="C1" t="str"><v>other</v></c></row>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>31412</v></c><c r="C2" t="b"><v>1</v></c></row>
        <row><c t="s"><v>1</v></c><c t="d"><v>1990-01-02T00:00:00</v></c><c t="s"><v>2</v></c></row><row r="7"><c t="e"><v>#N/A</v></c></row>
        """,
        styles: Styles,
        strings: Strings);

    [Fact]
    public Task Bytes() => Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Byte).Array[1, 20].SampleAsync(
        changes =>
        {
            byte[] changed = [.. Good];
            foreach (var (at, value) in changes)
            {
                changed[at] = value;
            }

            // The first bytes say what kind of file it is.
            Good.AsSpan(0, 4).CopyTo(changed);
            return CheckAsync(changed);
        },
        iter: 2_000);

    [Fact]
    public Task Lengths() => Gen.Select(Gen.Int[4, Good.Length], Gen.Int[4, Good.Length]).SampleAsync(
        (end, start) => CheckAsync([.. Good[..end], .. Good[start..]]), iter: 1_000);

    [Fact]
    public Task Structure() => Gen.Select(Gen.Int[0, 6], Gen.Select(Gen.Double[0, 1], Gen.Int[0, 30], Gen.OneOfConst(Pieces)).Array[1, 6]).SampleAsync(
        (part, changes) => CheckAsync(Change(part, changes)), iter: 3_000);

    /// <summary>Puts pieces in the place of some characters of a part.</summary>
    private static byte[] Change(int part, (double At, int Length, string Piece)[] changes)
    {
        using var content = new MemoryStream();
        content.Write(Good);
        using (var zip = new ZipArchive(content, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries[part];
            var text = Read(entry);
            foreach (var (at, length, piece) in changes)
            {
                var start = (int)(at * text.Length);
                text = string.Concat(text.AsSpan(0, start), piece, text.AsSpan(Math.Min(text.Length, start + length)));
            }

            using var writing = entry.Open();
            writing.SetLength(0);
            writing.Write(Encoding.UTF8.GetBytes(text));
        }

        return content.ToArray();
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static async Task CheckAsync(byte[] content)
    {
        try
        {
            foreach (var row in await FileReading.ReadAsync(content))
            {
                Check(row);
            }
        }
        catch (FileFaultException)
        {
            // Refused.
        }
    }

    private static void Check(ReadRow row)
    {
        Assert.NotEqual(row.Row is null, row.Fault is null);
        foreach (var text in (string?[])[row.Row?.Fields.Name, row.Row?.Fields.Notes, row.Row?.Fields.Data])
        {
            Assert.True(text is null || WellFormedText.Is(text) && !text.Contains('\0', StringComparison.Ordinal));
        }

        if (row.Row?.Fields.Data is { } data)
        {
            using var document = JsonDocument.Parse(data, new JsonDocumentOptions { MaxDepth = 32 });
        }
    }
}
