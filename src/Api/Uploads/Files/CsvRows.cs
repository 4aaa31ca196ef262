using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Inference.Uploads.Files;

/// <summary>Reads personas from text in columns. Numbers count the rows, the first and empty ones too, as a spreadsheet does.</summary>
internal sealed class CsvRows : IDisposable
{
    private const int MaxField = 1_024 * 1_024;

    private readonly CsvDialect _dialect;
    private readonly LimitedText _text;
    private readonly CsvParser _parser;
    private ColumnMap? _columns;
    private bool _isMalformed;
    private int _line;

    private CsvRows(Func<TextReader> open)
    {
        _dialect = CsvDialect.Find(open);
        _text = new LimitedText(open());
        _parser = new CsvParser(_text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = _dialect.Delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            MaxFieldSize = MaxField,
            // A quote inside an unquoted field is a plain character.
            BadDataFound = bad => _isMalformed |= bad.Field.AsSpan().TrimStart(' ').StartsWith('"'),
        });
    }

    /// <param name="open">Opens the text at its beginning: it is read twice, first for its dialect.</param>
    public static IEnumerable<ReadRow> Read(Func<TextReader> open)
    {
        using var rows = new CsvRows(open);
        var emptyRows = 0;
        while (rows.Next())
        {
            if (rows.ReadCurrent() is { } row)
            {
                yield return rows.WithLine(row);
            }
            else
            {
                RowLimits.CheckEmpty(++emptyRows);
            }
        }

        if (rows._columns is null)
        {
            throw new FileFaultException("is empty");
        }
    }

    public void Dispose() => _parser.Dispose();

    private bool Next()
    {
        _text.StartRow(_parser.Row + 1);
        _line = _parser.RawRow + 1;
        _isMalformed = false;
        try
        {
            return _parser.Read();
        }
        catch (CsvHelperException exception)
        {
            throw new FileFaultException($"has a value of more than {MaxField} characters in row {_parser.Row}", exception);
        }
    }

    private ReadRow? ReadCurrent()
    {
        var number = _parser.Row;
        if (_parser.Count > RowLimits.MaxColumns)
        {
            return _columns is null
                ? throw new FileFaultException($"has more than {RowLimits.MaxColumns} columns")
                : ReadRow.Rejected(number, RowLimits.TooWide);
        }

        var cells = Cells();
        if (number == _dialect.SeparatorRow)
        {
            return null;
        }

        if (_columns is null)
        {
            _columns = cells.Exists(cell => !string.IsNullOrWhiteSpace(cell.Text)) ? new ColumnMap(number, cells) : null;
            return null;
        }

        return _isMalformed ? Malformed(number) : _columns.Read(number, cells);
    }

    // A value with line breaks moves the lines that an editor counts away from the rows.
    private ReadRow WithLine(ReadRow row) =>
        row.Fault is { } fault && !row.IsMalformed && _line != row.Number ? ReadRow.Rejected(row.Number, $"{fault} (line {_line} of the file)") : row;

    private ReadRow Malformed(int number) => _parser.RawRecord.AsSpan().Count('\n') > 1
        ? throw new FileFaultException($"has a quoted value that is not closed, in row {number}")
        : ReadRow.Rejected(number, "a quoted value is not closed, or goes on after its end");

    // The parser looks at quotes when a field is read.
    private List<Cell> Cells()
    {
        var cells = new List<Cell>(_parser.Count);
        for (var column = 0; column < _parser.Count; column++)
        {
            cells.Add(new Cell(column, _parser[column]));
        }

        return cells;
    }
}
