using System.Text;

namespace Inference.Uploads.Files;

/// <summary>The delimiter: the candidate that is most frequent in the first row, or the character of a first row "sep=;".</summary>
/// <param name="Delimiter">The character.</param>
/// <param name="SeparatorRow">The number of the row that declares it, and holds nothing else.</param>
internal readonly record struct CsvDialect(char Delimiter, int? SeparatorRow)
{
    private const int MaxHeader = 1_024 * 1_024;
    private const string Separator = "sep=";

    public static CsvDialect Find(Func<TextReader> open)
    {
        using var text = open();
        var row = ReadRow(text);
        if (row.Length == Separator.Length + 1 && row.StartsWith(Separator, StringComparison.OrdinalIgnoreCase))
        {
            return new CsvDialect(row[^1], SeparatorRow: 1);
        }

        while (string.IsNullOrWhiteSpace(row) && text.Peek() >= 0)
        {
            row = ReadRow(text);
        }

        var (commas, semicolons, tabs) = (Count(row, ','), Count(row, ';'), Count(row, '\t'));
        var delimiter = semicolons > commas && semicolons >= tabs ? ';' : tabs > commas ? '\t' : ',';
        return new CsvDialect(delimiter, SeparatorRow: null);
    }

    /// <summary>A quoted name may have line breaks in it.</summary>
    private static string ReadRow(TextReader text)
    {
        var row = new StringBuilder();
        var isQuoted = false;
        while (text.Read() is >= 0 and var character && (isQuoted || character is not ('\n' or '\r')))
        {
            isQuoted ^= character == '"';
            row.Append((char)character);
            if (row.Length > MaxHeader)
            {
                throw new FileFaultException($"has a first row of more than {MaxHeader} characters");
            }
        }

        return row.ToString();
    }

    private static int Count(string row, char delimiter)
    {
        var (count, isQuoted) = (0, false);
        foreach (var character in row)
        {
            isQuoted ^= character == '"';
            count += !isQuoted && character == delimiter ? 1 : 0;
        }

        return count;
    }
}
