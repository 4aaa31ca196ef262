using System.Collections.Immutable;
using Inference.Generating;
using Inference.Trees;

namespace Inference.Mutating;

/// <summary>Mutations of an upload's files and of the multipart body around them.</summary>
internal static class FileMutations
{
    private static readonly string[] Names = ["", "../../x.csv", "a.exe", "people", "a.csv\u0000.json", new string('f', 3_000) + ".csv", "😀.json", "c:\\x.xlsx", "\\\"", "a\u001b[31m.csv"];

    private static readonly string[] Csvs =
    [
        "", "\n\n\n", "name", "name,name\na,b\n", "name\n\"open", "name\n" + new string(',', 5_000) + "\n", "\u0000,\u0000\n", "id,name\n\uD7FF,x\n", "name;city\na;b;c;d\n", "a\tb\n1\t2\n",
        "name,birthdate\nx,99/99/9999\n", "NAME, Birth_Date ,DATA\nx,1990-01-01,{}\n", "name\r\rx\r", "name\n" + new string('x', 300_000) + "\n", "id\n\n", "name,notes\n=cmd|'/c calc'!A0,\u001b[31m\n",
    ];

    private static readonly string[] Jsons =
    [
        "[]", "{}", "null", "[null]", "[1]", "[[]]", "{\"personas\":[null]}", "[{\"name\":null}]", "[{\"name\":\"\\ud800\"}]", "[{\"\\ud800\":1}]", "[{\"name\":1,\"birthdate\":[]}]",
        "[{\"name\":\"a\",\"name\":\"b\"}]", "[{\"id\":\"x\",\"name\":\"y\"},{\"id\":\"x\",\"name\":\"y\"}]", "[{\"name\":\"\\u0000\"}]", "[{\"name\":\"a\"", "{\"a\":1}\n{\"b\":\n", "{\"name\":\"l\"}\nnonsense\n",
        "[{\"name\":\"n\",\"data\":{\"a\":\"\\udfff\"}}]", "[{\"name\":\"n\",\"data\":[1]}]", "[{\"name\":\"n\",\"created_at\":\"x\",\"__proto__\":{}}]",
    ];

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("file: CSV", (draft, random) => Replace(draft, random, "people.csv", KnownValues.Pick(random, Csvs))),
        new("file: JSON", (draft, random) => Replace(draft, random, "people.json", KnownValues.Pick(random, Jsons))),
        new("file: deep JSON", (draft, random) => Replace(draft, random, "people.json", DeepPersona(random))),
        new("file: odd text", (draft, random) => Replace(draft, random, "people.json", $"[{{\"name\":\"odd\",\"data\":{{\"a\":{KnownValues.Pick(random, EdgeCaseLiterals.Texts)}}}}}]")),
        new("file: odd name", (draft, random) => Replace(draft, random, "people.json", $"[{{\"name\":\"odd\",\"data\":{{{KnownValues.Pick(random, EdgeCaseLiterals.Names)}:1}}}}]")),
        new("file: odd number", (draft, random) => Replace(draft, random, "people.json", $"[{{\"name\":\"odd\",\"data\":{{\"a\":{KnownValues.Pick(random, EdgeCaseLiterals.Numbers)}}}}}]")),
        new("file: many rows", (draft, random) => Replace(draft, random, "people.csv", "name,city\n" + string.Concat(Enumerable.Range(0, 500).Select(row => $"Row {row},x\n")))),
        new("file: broken sheet", BreakSheet),
        new("file: odd cell", (draft, random) => ReplaceSheet(draft, random, OddCell(random))),
        new("file: other name", (draft, random) => Header(draft, random, $"Content-Disposition: form-data; name=\"files\"; filename=\"{KnownValues.Pick(random, Names)}\"")),
        new("file: other field", (draft, random) => Header(draft, random, "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"")),
        new("file: no file name", (draft, random) => Header(draft, random, "Content-Disposition: form-data; name=\"files\"")),
        new("file: no header", (draft, random) => Header(draft, random, "x: y")),
        new("file: huge header", (draft, random) => Header(draft, random, $"Content-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\nx: {new string('y', 40_000)}")),
        new("file: none", (draft, _) => draft.Files = []),
        new("file: many", (draft, _) => draft.Files!.AddRange(Enumerable.Repeat(FileGenerator.Text("m.csv", "text/csv", "name\nMany\n"), 60))),
        new("file: same twice", (draft, _) => draft.Files!.AddRange(draft.Files.ToArray())),
        new("file: other kind by name", (draft, random) => Replace(draft, random, "people.xlsx", "name\nx\n")),
    ];

    private static void Replace(RequestDraft draft, Random random, string name, string text) =>
        Put(draft, random, FileGenerator.Text(name, "application/octet-stream", text));

    private static void Put(RequestDraft draft, Random random, FilePart part)
    {
        var position = random.NextDouble();
        if (draft.Files is { Count: > 0 } files)
        {
            files[(int)(position * files.Count)] = part;
        }
    }

    private static string DeepPersona(Random random) =>
        $"[{{\"name\":\"deep\",\"data\":{{\"d\":{Literal.Nested(KnownValues.Pick(random, EdgeCaseLiterals.Depths), random.Next(2) == 0)}}}}}]";

    private static void ReplaceSheet(RequestDraft draft, Random random, string cell) =>
        Put(draft, random, FilePart.Named("people.xlsx", "application/octet-stream", FileGenerator.Sheet(cell)));

    private static string OddCell(Random random) => random.Next(7) switch
    {
        0 => FileGenerator.Cell("&#x1F600;&amp;&lt;"),
        1 => FileGenerator.Cell("_x0000_&#xD;"),
        2 => "<c t=\"s\"><v>999999</v></c>",
        3 => "<c t=\"nonsense\"><v>1e400</v></c>",
        4 => "<c r=\"ZZZ9999999\"><v>1</v></c>",
        5 => FileGenerator.Cell(new string('x', 40_000)),
        _ => $"<c t=\"inlineStr\">{string.Concat(Enumerable.Repeat("<is>", 300))}{string.Concat(Enumerable.Repeat("</is>", 300))}</c>",
    };

    private static void BreakSheet(RequestDraft draft, Random random)
    {
        var sheet = FileGenerator.Sheet(FileGenerator.Cell("Anna"));
        for (var times = random.Next(1, 20); times > 0; times--)
        {
            sheet[random.Next(sheet.Length)] = (byte)random.Next(256);
        }

        Put(draft, random, FilePart.Named("people.xlsx", "application/octet-stream", random.Next(3) == 0 ? sheet[..random.Next(sheet.Length)] : sheet));
    }

    private static void Header(RequestDraft draft, Random random, string header)
    {
        var position = random.NextDouble();
        if (draft.Files is { Count: > 0 } files)
        {
            var at = (int)(position * files.Count);
            files[at] = files[at] with { Header = header };
        }
    }
}
