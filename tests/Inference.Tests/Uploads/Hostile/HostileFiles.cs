namespace Inference.Uploads.Hostile;

/// <summary>All of them: what they are is decided here and not by chance, so that one that was handled is handled again.</summary>
internal static class HostileFiles
{
    public static IReadOnlyList<HostileFile> All { get; } =
        [.. HostileMarkup.All, .. HostileSheets.All, .. HostilePackages.All, .. HostileTexts.All];

    /// <summary>Good ones of each kind, which bring the reader's code into memory.</summary>
    public static IReadOnlyList<HostileFile> Good { get; } =
    [
        new("workbook", () => WorkbookParts.OfRows("<row><c t='s'><v>0</v></c><c s='1'><v>32875</v></c></row>", 5_000)),
        HostileFile.Text("table", new("name,notes\n", "A,\"b \"\"c\"\"\"\n", 5_000)),
        HostileFile.Text("array", new("[", "{\"name\":\"A\",\"data\":{\"a\":[1,\"\\u00e9\"]}},", 5_000, "{\"name\":\"B\"}]")),
        HostileFile.Text("lines.jsonl", new("", "{\"name\":\"A\",\"data\":{\"a\":[1]}}\n", 5_000)),
    ];
}

/// <summary>A file that means no good, made when it is asked for.</summary>
internal sealed record HostileFile(string Name, Func<byte[]> Make)
{
    public static HostileFile Text(string name, Repeated content) => new(name, () =>
    {
        using var stream = new MemoryStream();
        content.WriteTo(stream);
        return stream.ToArray();
    });
}
