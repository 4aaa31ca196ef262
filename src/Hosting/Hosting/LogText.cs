using System.Buffers;
using System.Globalization;

namespace Inference.Hosting;

/// <summary>Text of clients and of other servers in the log: it cannot start a line, move a terminal's cursor or reverse the reading direction.</summary>
internal static class LogText
{
    /// <summary>C0 and C1 controls with DEL, Unicode's own line ends, and marks that are invisible or reorder what surrounds them.</summary>
    private static readonly SearchValues<char> Unsafe = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code),
        '\u061C', '\u200B', '\u200E', '\u200F', '\u2028', '\u2029', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E',
        '\u2060', '\u2066', '\u2067', '\u2068', '\u2069', '\uFEFF', '\uFFF9', '\uFFFA', '\uFFFB']);

    /// <summary>The text on one line, cut to a length.</summary>
    public static string Clean(string text, int maximumLength)
    {
        var kept = text.Length > maximumLength ? text[..maximumLength] : text;
        if (!kept.AsSpan().ContainsAny(Unsafe))
        {
            return kept;
        }

        using var clean = new StringWriter(CultureInfo.InvariantCulture);
        Write(clean, kept);
        return clean.ToString();
    }

    /// <summary>Writes the text on one line: line ends and tabs as blanks, the other unsafe characters as their code.</summary>
    public static void Write(TextWriter writer, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Unsafe) is var next and >= 0)
        {
            writer.Write(text[..next]);
            switch (text[next])
            {
                case '\r' when next + 1 < text.Length && text[next + 1] == '\n':
                    break;
                case '\r' or '\n' or '\t' or '\u0085' or '\u2028' or '\u2029':
                    writer.Write(' ');
                    break;
                case var character:
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"));
                    break;
            }

            text = text[(next + 1)..];
        }

        writer.Write(text);
    }

    /// <summary>Writes each line of the text behind an indent, by which it cannot be taken for an entry.</summary>
    public static void WriteIndented(TextWriter writer, string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            writer.Write("    ");
            Write(writer, line);
            writer.WriteLine();
        }
    }
}
