using System.Buffers.Binary;
using System.Text;
using static Inference.Uploads.Hostile.WorkbookParts;

namespace Inference.Uploads.Hostile;

/// <summary>Archives that are damaged or lie, and parts that are missing, of another kind, or name one another.</summary>
internal static class HostilePackages
{
    private static readonly string[] Parts = [Root, Book, Relationships, Strings, Styles, Sheet];

    private static byte[] Good => new WorkbookParts().Pack();

    public static IEnumerable<HostileFile> All => [.. Missing(), .. Relations(), .. Encodings(), .. Archives()];

    private static IEnumerable<HostileFile> Missing()
    {
        foreach (var part in Parts)
        {
            yield return new($"no {part}", () => new WorkbookParts().Remove(part).Pack());
            yield return new($"empty {part}", () => With(part, ""));
            yield return new($"no XML in {part}", () => With(part, new Repeated("", "\0\u0001\uFFFE", 100)));
            yield return new($"another root in {part}", () => With(part, "<html/>"));
            yield return new($"half of {part}", () => With(part, new Repeated($"<x xmlns='{Main}'><y a='")));
            yield return new($"{part} twice", () => new WorkbookParts().Add(part, "<x/>").Pack());
            yield return new($"{part} twice in another case", () => new WorkbookParts().Add(part.ToUpperInvariant(), "<x/>").Pack());
        }
    }

    private static IEnumerable<HostileFile> Relations()
    {
        foreach (var target in (string[])[
            "workbook.xml", "sharedStrings.xml", "_rels/workbook.xml.rels", "/", "", "..", "../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd",
            "http://127.0.0.1:9/x.xml", "%2e%2e%2f%2e%2e%2fetc/passwd", "%", "\\\\host\\share", new string('a', 8_000), string.Concat(Enumerable.Repeat("a/../", 1_600))])
        {
            var name = target[..Math.Min(30, target.Length)];
            yield return new($"sheet in {name}", () => With(Relationships, Relation("r1", "worksheet", target)));
            yield return new($"texts in {name}", () => With(Relationships, Relation("r1", "worksheet", "worksheets/sheet1.xml", Relate("r2", "sharedStrings", target))));
            yield return new($"workbook in {name}", () => With(Root, Relation("r1", "officeDocument", target)));
        }

        yield return new("relationships of one id", () => With(Relationships, Relation("r1", "worksheet", "a.xml", Relate("r1", "worksheet", "worksheets/sheet1.xml"))));
        yield return new("a sheet outside", () => With(Relationships, Relation("r1", "worksheet", "http://127.0.0.1:9/x.xml\" TargetMode=\"External")));
    }

    private static IEnumerable<HostileFile> Encodings()
    {
        foreach (var encoding in (string[])["ISO-8859-1", "UTF-7", "utf-32", "EBCDIC", "x", ""])
        {
            yield return new($"a sheet in {encoding}", () => With(Sheet, $"<?xml version='1.0' encoding='{encoding}'?>{SheetOf("<row/>")}"));
        }

        var sheet = SheetOf("<row><c t='str'><v>A\uD800B</v></c></row>");
        yield return new("half a pair in UTF-16", () => Raw(Encoding.Unicode.GetBytes('\uFEFF' + sheet)));
        yield return new("half a pair in UTF-16 without a mark", () => Raw(Encoding.BigEndianUnicode.GetBytes(sheet)));
        yield return new("bytes that are not UTF-8", () => Raw([.. Encoding.Latin1.GetBytes(SheetOf("<row><c t='str'><v>é</v></c></row>"))]));
    }

    private static IEnumerable<HostileFile> Archives()
    {
        yield return new("cut in its middle", () => Good[..(Good.Length / 2)]);
        yield return new("cut before its end", () => Good[..^10]);
        yield return new("without its first half", () => [(byte)'P', (byte)'K', 3, 4, .. Good[(Good.Length / 2)..]]);
        yield return new("with something behind", () => [.. Good, .. new byte[70_000]]);
        yield return new("two in one", () => [.. Good, .. Good]);
        yield return new("its signature alone", () => [(byte)'P', (byte)'K', 3, 4]);
        yield return new("an empty one", () => [(byte)'P', (byte)'K', 5, 6, .. new byte[18]]);
        yield return new("sizes that are too large", () => Uploads.Archives.Claiming(Good, 400_000_000));
        yield return new("sizes that are too small", () => Uploads.Archives.Claiming(Good, 10));
        yield return new("sizes of ZIP64", () => Uploads.Archives.Claiming(Good, uint.MaxValue));
        yield return new("many files", () => Uploads.Archives.Zip([.. Enumerable.Range(0, 1_100).Select(n => ($"f{n}", ""))]));
        yield return new("long names", () => Uploads.Archives.Zip([.. Enumerable.Range(0, 900).Select(n => ($"{n}{new string('x', 60_000)}", ""))]));
        foreach (var (name, at, value) in ((string, int, ushort)[])[
            ("encrypted", 8, 1), ("of an unknown method", 10, 99), ("not deflated at all", 10, 0), ("deflated otherwise", 10, 9)])
        {
            yield return new($"files {name}", () => InEntries(Good, at, value));
        }

        for (var n = 0; n < 20; n++)
        {
            var seed = n;
            yield return new($"noise {n}", () => Noise(Good, seed));
        }

        foreach (var (name, at) in ((string, int)[])[("a directory at no place", 16), ("no entries in the directory", 10), ("a directory of no size", 12)])
        {
            yield return new(name, () => InEnd(Good, at));
        }
    }

    private static byte[] Raw(byte[] sheet) => new WorkbookParts().Remove(Sheet).Pack(Sheet, sheet);

    private static byte[] InEntries(byte[] zip, int at, ushort value)
    {
        for (var from = 0; zip.AsSpan(from).IndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 1, 2]) is >= 0 and var found; from += found + 4)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(from + found + at), value);
        }

        return zip;
    }

    private static byte[] InEnd(byte[] zip, int at)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(zip.Length - 22 + at), 0x7FFFFFFF);
        return zip;
    }

    private static byte[] Noise(byte[] zip, int seed)
    {
        var random = new Random(seed);
        for (var n = 0; n < 10; n++)
        {
            zip[random.Next(4, zip.Length)] = (byte)random.Next(256);
        }

        return zip;
    }
}
