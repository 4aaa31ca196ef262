using System.Globalization;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>Reads the values of cells, with the workbook's shared texts, styles and calendar.</summary>
internal sealed class CellValues(Package package, Workbook workbook)
{
    private readonly SheetStrings _strings = new(package, workbook.Parts.OfKind("sharedStrings"));
    private readonly SheetStyles _styles = new(package, workbook.Parts.OfKind("styles"));
    private readonly bool _since1904 = workbook.Since1904;

    public Cell Read(PartReader part, int column, int row)
    {
        var (type, style) = (part.Attribute("t"), part.Attribute("s"));
        double? number = null;
        string? text = "";
        var depth = part.Depth;
        while (part.ReadChild(depth))
        {
            if (part.Name == "v")
            {
                var value = part.ReadText();
                number = type is null or "n" ? NumberOf(value.Raw) : null;
                text = number is not null ? "" : type == "s" ? Shared(value, row) : value.Decode();
            }
            else if (part.Name == "is" && type == "inlineStr")
            {
                text = part.ReadRichText().Decode();
            }
        }

        if (text is null)
        {
            return new Cell(column, "", IsTooLong: true);
        }

        return type switch
        {
            "b" when text.Length > 0 => Literal(column, text.Trim() is "1" or "true" ? "true" : "false"),
            "e" => new Cell(column, text, IsError: true),
            "d" => ToDate(column, text),
            _ => number is { } found ? ToNumber(column, found, _styles.IsDateStyle(style)) : new Cell(column, text),
        };
    }

    private string? Shared(CellText value, int row) =>
        int.TryParse(value.Raw.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && _strings.Has(index)
            ? _strings.Get(index)
            : throw new FileFaultException($"is a damaged XLSX file: a cell in row {row} refers to a shared text that is not there");

    private static double? NumberOf(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private Cell ToNumber(int column, double number, bool isDate)
    {
        return isDate && SerialDate.Of(number, _since1904) is { } date
            ? Date(column, date)
            : Literal(column, IsWhole(number)
                ? ((long)number).ToString(CultureInfo.InvariantCulture)
                : number.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>Dates in ISO 8601, which the strict format has in place of numbers.</summary>
    private static Cell ToDate(int column, string text) =>
        text.Contains('-', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Date(column, date.DateTime)
            : new Cell(column, text);

    private static Cell Date(int column, DateTime date) =>
        new(column, date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));

    // Most numbers are whole, and are formatted faster as integers.
    private static bool IsWhole(double number) => Math.Abs(number) < 1e15 && number == Math.Truncate(number);

    private static Cell Literal(int column, string text) => new(column, text, text);
}
