using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Inference.Uploads;

/// <summary>Which of a workbook's styles show a number as a date.</summary>
internal sealed class SheetStyles
{
    private readonly bool[] _dates;

    public SheetStyles(WorkbookStylesPart? part)
    {
        var formats = part?.Stylesheet?.NumberingFormats?.Elements<NumberingFormat>()
            .Where(format => format.NumberFormatId is not null)
            .ToLookup(format => format.NumberFormatId!.Value, format => format.FormatCode?.Value ?? "");
        _dates = [.. part?.Stylesheet?.CellFormats?.Elements<CellFormat>()
            .Select(style => style.NumberFormatId?.Value ?? 0)
            .Select(id => formats?[id].FirstOrDefault() is { } code ? IsDate(code) : IsDate(id)) ?? []];
    }

    public bool IsDateStyle(uint? style) => style < _dates.Length && _dates[(int)style];

    // The numbers that need no code: dates and times, those of East Asian calendars among them.
    private static bool IsDate(uint id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    /// <summary>Whether a code has a letter of dates outside of quotes, brackets and escapes. One with [h], for a duration, has none.</summary>
    private static bool IsDate(string code)
    {
        var (closing, isEscaped) = ('\0', false);
        foreach (var character in code)
        {
            if (closing != '\0')
            {
                closing = character == closing ? '\0' : closing;
            }
            else if (isEscaped)
            {
                isEscaped = false;
            }
            else if (character is '"' or '[')
            {
                closing = character == '[' ? ']' : '"';
            }
            else if (character is '\\' or '_' or '*')
            {
                isEscaped = true;
            }
            else if (character is 'd' or 'D' or 'y' or 'Y' or 'm' or 'M' or 'h' or 'H')
            {
                return !code.Contains("[h", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
