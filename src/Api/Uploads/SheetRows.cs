using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using XmlCell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace Inference.Uploads;

/// <summary>
/// Reads personas from the first sheet of a workbook, row by row. A formula's cell gives the value that it had when the file was saved; nothing is
/// calculated. Numbers are those of the sheet.
/// </summary>
internal sealed class SheetRows : IDisposable
{
    private const int MaxColumn = 16_384;

    private readonly SpreadsheetDocument _document;
    private readonly WorksheetPart _sheet;
    private readonly SheetStrings _strings;
    private readonly SheetStyles _styles;
    private readonly bool _since1904;

    private SheetRows(SpreadsheetDocument document, WorkbookPart workbook)
    {
        _document = document;
        _sheet = workbook.Workbook?.Sheets?.Elements<Sheet>()
            .Select(sheet => sheet.Id?.Value is { } id ? workbook.GetPartById(id) as WorksheetPart : null)
            .FirstOrDefault(part => part is not null) ?? throw new FileFaultException("has no sheet");
        _since1904 = workbook.Workbook.WorkbookProperties?.Date1904?.Value ?? false;
        _strings = new SheetStrings(workbook.SharedStringTablePart);
        _styles = new SheetStyles(workbook.WorkbookStylesPart);
    }

    public static IEnumerable<ReadRow> Read(Stream file, UploadOptions limits)
    {
        Archive.Check(file, limits);
        using var document = SpreadsheetDocument.Open(file, isEditable: false, new OpenSettings { MaxCharactersInPart = limits.MaxUnpackedBytes });
        using var rows = new SheetRows(document, document.WorkbookPart ?? throw new FileFaultException("is no XLSX file"));
        foreach (var row in rows.Read())
        {
            yield return row;
        }
    }

    public void Dispose() => _document.Dispose();

    private IEnumerable<ReadRow> Read()
    {
        ColumnMap? columns = null;
        foreach (var (number, cells) in ReadCells())
        {
            if (columns is null)
            {
                columns = cells.Exists(cell => !string.IsNullOrWhiteSpace(cell.Text)) ? new ColumnMap(cells, _since1904) : null;
            }
            else if (columns.Read(number, cells) is { } row)
            {
                yield return row;
            }
        }

        if (columns is null)
        {
            throw new FileFaultException("is empty");
        }
    }

    private IEnumerable<(int Number, List<Cell> Cells)> ReadCells()
    {
        using var reader = new OpenXmlPartReader(_sheet);
        var (number, cells) = (0, new List<Cell>());
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement)
            {
                number = NumberOf(reader) ?? number + 1;
                cells = [];
            }
            else if (reader.ElementType == typeof(XmlCell) && reader.IsStartElement)
            {
                var cell = (XmlCell)reader.LoadCurrentElement()!;
                var column = ColumnOf(cell.CellReference?.Value) ?? (cells.Count == 0 ? 0 : cells[^1].Column + 1);
                cells.Add(ToCell(column, cell));
            }
            else if (reader.ElementType == typeof(Row) && reader.IsEndElement)
            {
                yield return (number, cells);
            }
        }
    }

    private Cell ToCell(int column, XmlCell cell)
    {
        var text = cell.CellValue?.Text ?? "";
        return cell.DataType?.Value switch
        {
            { } type when type == CellValues.SharedString => new Cell(column, _strings[int.Parse(text, CultureInfo.InvariantCulture)]),
            { } type when type == CellValues.InlineString => new Cell(column, cell.InlineString is { } inline ? SheetStrings.TextOf(inline) : ""),
            { } type when type == CellValues.Boolean => Literal(column, text == "1" ? "true" : "false"),
            { } type when type == CellValues.Error => new Cell(column, text, IsError: true),
            { } type when type == CellValues.String || type == CellValues.Date => new Cell(column, text),
            _ => ToNumber(column, text, _styles.IsDateStyle(cell.StyleIndex?.Value)),
        };
    }

    private Cell ToNumber(int column, string text, bool isDate)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return new Cell(column, text);
        }

        return isDate && SerialDate.Of(number, _since1904) is { } date
            ? new Cell(column, date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture))
            : Literal(column, number.ToString("R", CultureInfo.InvariantCulture));
    }

    private static Cell Literal(int column, string text) => new(column, text, text);

    private static int? NumberOf(OpenXmlPartReader row)
    {
        foreach (var attribute in row.Attributes)
        {
            if (attribute.LocalName == "r")
            {
                return int.Parse(attribute.Value!, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    /// <summary>"BC12" is in column 54.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(letter))
            {
                break;
            }

            column = Math.Min((column * 26) + letter - 'A' + 1, MaxColumn);
        }

        return column == 0 ? null : column - 1;
    }
}
