using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Inference.Uploads;

/// <summary>Reads personas from text in columns. Numbers count the rows, the first and empty ones too, as a spreadsheet does.</summary>
internal static class CsvRows
{
    private const int MaxField = 1_024 * 1_024;

    /// <param name="open">Opens the text at its beginning: it is read twice, first for its dialect.</param>
    public static IEnumerable<ReadRow> Read(Func<TextReader> open)
    {
        var dialect = CsvDialect.Find(open);
        var malformed = false;
        using var parser = new CsvParser(open(), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = dialect.Delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            MaxFieldSize = MaxField,
            // A quote inside a field that has none around it is just a quote.
            BadDataFound = bad => malformed |= bad.Field.AsSpan().TrimStart(' ').StartsWith('"'),
        });

        ColumnMap? columns = null;
        while (Next(parser))
        {
            var (number, isMalformed) = (parser.Row, malformed);
            var lines = parser.RawRecord.AsSpan().Count('\n');
            malformed = false;
            var cells = Cells(parser, ref isMalformed, ref malformed);
            if (number == dialect.SeparatorRow)
            {
                continue;
            }

            if (columns is null)
            {
                columns = cells.Exists(cell => !string.IsNullOrWhiteSpace(cell.Text)) ? new ColumnMap(cells) : null;
            }
            else if (isMalformed && lines > 1)
            {
                throw new FileFaultException($"has a quoted value that is not closed, in row {number}");
            }
            else if ((isMalformed ? ReadRow.Rejected(number, "a quoted value is not closed, or goes on after its end") : columns.Read(number, cells)) is { } row)
            {
                yield return row;
            }
        }

        if (columns is null)
        {
            throw new FileFaultException("is empty");
        }
    }

    private static bool Next(CsvParser parser)
    {
        try
        {
            return parser.Read();
        }
        catch (CsvHelperException exception)
        {
            throw new FileFaultException($"has a value of more than {MaxField} characters in row {parser.Row}", exception);
        }
    }

    // Quotes are looked at when a field is asked for.
    private static List<Cell> Cells(CsvParser parser, ref bool isMalformed, ref bool malformed)
    {
        var cells = new List<Cell>(parser.Count);
        for (var column = 0; column < parser.Count; column++)
        {
            cells.Add(new Cell(column, parser[column]));
        }

        isMalformed |= malformed;
        malformed = false;
        return cells;
    }
}
