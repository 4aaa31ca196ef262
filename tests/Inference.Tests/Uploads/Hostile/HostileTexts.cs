using System.Text;

namespace Inference.Uploads.Hostile;

/// <summary>CSV, JSON and JSON Lines with an excess of one kind.</summary>
internal static class HostileTexts
{
    private const int Long = 60_000_000;

    public static IEnumerable<HostileFile> All => [.. Tables(), .. Json(), .. Lines(), .. Halves()];

    private static IEnumerable<HostileFile> Tables()
    {
        yield return HostileFile.Text("table of commas", new("name\n", ",", Long / 2));
        yield return HostileFile.Text("table of rows of commas", new("name\n", new string(',', 1_900_000) + "\n", 30));
        yield return HostileFile.Text("table of line breaks", new("name\n", "\n", Long));
        yield return HostileFile.Text("table of carriage returns", new("name\r", "\r", Long));
        yield return HostileFile.Text("table of quotes", new("name\n", "\"", Long));
        yield return HostileFile.Text("table of quotes and commas", new("name\n", "\"\",", Long / 3));
        yield return HostileFile.Text("table of quoted line breaks", new("name\n\"", "\n", Long));
        yield return HostileFile.Text("table of quoted commas", new("name\n\"", ",", Long));
        yield return HostileFile.Text("table of bad quotes", new("name\n", "\"a\"b\n", 1_000_000));
        yield return HostileFile.Text("table of one row", new("", "x", Long));
        yield return HostileFile.Text("table of one header in quotes", new("\"", "x", Long));
        yield return HostileFile.Text("table of one value", new("name\n", "x", Long));
        yield return HostileFile.Text("table of bad rows", new("name\n", "a,b\n", 1_100_000));
        yield return HostileFile.Text("table of blanks", new("", " ", Long));
        yield return HostileFile.Text("table of columns with one name", new("name", ",a", 1_023, "\nx\n"));
        yield return HostileFile.Text("table of columns", new("name", ",a", 400_000, "\nx\n"));
        yield return HostileFile.Text("table with a long name of a column", new($"name,{new string('h', 500_000)}\n", "x,y\n", 1_000_000));
        yield return HostileFile.Text("table with many long names", new($"name{string.Concat(Enumerable.Range(0, 1_000).Select(n => $",{n}{new string('h', 900)}"))}\n", "x,y\n", 1_000_000));
        yield return HostileFile.Text("table with half a pair in its data", "name,data\nA,\"{\"\"x\"\":\"\"\\ud800\"\"}\"\nB,\"{\"\"\\ud800\"\":1}\"\n");
        yield return HostileFile.Text("table with deep data", new("name,data\nA,\"{\"\"x\"\":", "[", 60, new string(']', 60) + "}\"\n"));
        yield return HostileFile.Text("table with a separator that is a quote", new("sep=\"\nname\"x\n", "a\"b\n", 1_000_000));
    }

    private static IEnumerable<HostileFile> Json()
    {
        foreach (var (before, piece) in ((string, string)[])[
            ("", "["), ("", "{\"a\":"), ("[", "{\"a\":[ "), ("[[", "0,"), ("[", "0,"), ("[", "{},"), ("[", "null, "), ("[\"", "x"), ("[\"", "\\u0041"), ("[", "9"), ("[{\"", "x"),
            ("[{", "\"a\":1,"), ("{\"a\":\"", "x"), ("{\"a\":[", "{},"), ("{", "\"a\":[],"), ("{\"a\":", "9"), ("[", " "), ("{\"a\":[{}],\"b\":[", "[],"), ("{}", " "), ("[]", " ")])
        {
            yield return HostileFile.Text($"JSON of {before} {piece}", new(before, piece, Long / piece.Length));
        }

        foreach (var depth in (int[])[31, 32, 33, 61, 62, 63, 64, 65, 1_000])
        {
            yield return HostileFile.Text($"JSON with data {depth} levels deep", new("[{\"name\":\"A\",\"data\":{\"x\":", "[", depth, new string(']', depth) + "}}]"));
            yield return HostileFile.Text($"JSON with a field {depth} levels deep", new("[{\"name\":\"A\",\"x\":", "[", depth, new string(']', depth) + "}]"));
        }

        yield return HostileFile.Text("JSON with many fields", $"[{{{string.Join(',', Enumerable.Range(0, 200_000).Select(n => $"\"f{n}\":1"))}}}]");
        yield return HostileFile.Text("JSON with something behind", "[{\"name\":\"A\"}] x");
        yield return HostileFile.Text("JSON without an end", "[{\"name\":\"A\"");
        yield return HostileFile.Text("JSON with a number that is too large", "[{\"name\":\"A\",\"x\":1e999999,\"birthdate\":1e999999}]");
        yield return new("JSON in UTF-16", () => Encoding.Unicode.GetBytes($"\uFEFF[{string.Concat(Enumerable.Repeat("0,", 10_000_000))}0]"));
    }

    private static IEnumerable<HostileFile> Lines()
    {
        var pieces = (string[])["\n", "{}\n", "1\n", "x\n", "{\n", "[\n", "x", "{\"a\":", " "];
        foreach (var (n, piece) in pieces.Index())
        {
            yield return HostileFile.Text($"lines {n} of {piece.TrimEnd()}.jsonl", new("{\"name\":\"A\"}\n", piece, Long / piece.Length));
        }
    }

    private static IEnumerable<HostileFile> Halves()
    {
        foreach (var text in (string[])["\\ud800", "\\udc00", "\\udc00\\ud800", "\\u0000", "\\ud83d\\ude00"])
        {
            yield return HostileFile.Text($"JSON with {text}", $$$"""
                [{"name":"{{{text}}}"},{"{{{text}}}":1},{"data":{"{{{text}}}":1}},{"data":{"a":"{{{text}}}"}},{"x":[[{"a":{"{{{text}}}":["{{{text}}}"]}}]]},{"id":"{{{text}}}"},
                {"notes":"{{{text}}}"},{"birthdate":"{{{text}}}"},{"name":"A"}]
                """);
        }
    }
}
