using System.Globalization;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>Which of a workbook's styles show a number as a date.</summary>
internal sealed class SheetStyles
{
    // Spreadsheet programs have a little less of each.
    private const int MaxStyles = 65_536;

    private readonly List<bool> _dates = [];
    private readonly Dictionary<uint, bool> _formats = [];

    public SheetStyles(Package package, string? name)
    {
        if (name is null || !package.Has(name))
        {
            return;
        }

        using var part = package.Open(name);
        part.ReadRoot();
        while (part.ReadChild(depth: 0))
        {
            if (part.Name == "numFmts")
            {
                ReadFormats(part);
            }
            else if (part.Name == "cellXfs")
            {
                ReadStyles(part);
            }
        }
    }

    public bool IsDateStyle(string? style) => uint.TryParse(style, CultureInfo.InvariantCulture, out var index) && index < _dates.Count && _dates[(int)index];

    private void ReadFormats(PartReader part)
    {
        while (part.ReadChild(depth: 1, "numFmt"))
        {
            if (uint.TryParse(part.Attribute("numFmtId"), CultureInfo.InvariantCulture, out var id))
            {
                _formats.TryAdd(id, IsDate(part.Attribute("formatCode") ?? ""));
                Check(_formats.Count);
            }
        }
    }

    /// <summary>The formats come before them.</summary>
    private void ReadStyles(PartReader part)
    {
        while (part.ReadChild(depth: 1, "xf"))
        {
            _ = uint.TryParse(part.Attribute("numFmtId"), CultureInfo.InvariantCulture, out var id);
            _dates.Add(_formats.TryGetValue(id, out var isDate) ? isDate : IsDate(id));
            Check(_dates.Count);
        }
    }

    private static void Check(int count)
    {
        if (count > MaxStyles)
        {
            throw new FileFaultException($"has more than {MaxStyles} styles");
        }
    }

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
