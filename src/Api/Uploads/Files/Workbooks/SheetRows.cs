using System.Text;
using System.Xml;
using Inference.Validation;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>
/// Reads personas from a workbook, row by row: from the first sheet with anything in it, and not from hidden ones. A formula's cell gives the value that
/// it had when the file was saved; nothing is calculated. Numbers are those of the sheet.
/// </summary>
internal static class SheetRows
{
    private const int MaxOtherSheets = 100;
    private const int MaxRowsSearched = 10_000;
    private const int MaxNamed = 3;
    private const int MaxName = 40;

    /// <param name="file">The workbook.</param>
    /// <param name="limits">What it may hold.</param>
    /// <param name="warn">Called with a warning of other sheets with content, after the last row.</param>
    public static IEnumerable<ReadRow> Read(Stream file, UploadOptions limits, Action<string> warn)
    {
        using var package = new Package(file, limits);
        var workbook = new Workbook(package);
        var values = new CellValues(package, workbook);
        ColumnMap? columns = null;
        var (emptyRows, wideRows) = (0, 0);
        var sheets = workbook.Sheets.ToList();
        for (var n = 0; n < sheets.Count; n++)
        {
            foreach (var row in new Sheet(package, sheets[n].Part, values).Read())
            {
                if (row.Cells is [.., { Column: >= RowLimits.MaxColumns }])
                {
                    RowLimits.CheckWide(++wideRows);
                }

                if (columns is null)
                {
                    columns = row.HasText ? Header(row, workbook.Since1904) : null;
                    RowLimits.CheckEmpty(++emptyRows);
                }
                else if ((row.Fault is { } fault ? ReadRow.Rejected(row.Number, fault) : columns.Read(row.Number, row.Cells)) is { } read)
                {
                    yield return read;
                }
                else
                {
                    RowLimits.CheckEmpty(++emptyRows);
                }
            }

            if (columns is not null)
            {
                var others = sheets.Skip(n + 1).Take(MaxOtherSheets).Where(sheet => HasText(new Sheet(package, sheet.Part, values))).ToList();
                if (others.Count > 0)
                {
                    warn(Warning(sheets[n].Name, [.. others.Select(sheet => sheet.Name)]));
                }

                yield break;
            }
        }

        throw new FileFaultException("is empty");
    }

    private static ColumnMap Header(SheetRow row, bool since1904) =>
        row.Fault is null ? new ColumnMap(row.Number, row.Cells, since1904) : throw new FileFaultException($"has a first row that cannot be read: {row.Fault}");

    private static bool HasText(Sheet sheet)
    {
        try
        {
            return sheet.Read().Take(MaxRowsSearched).Any(row => row.HasText);
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException or DecoderFallbackException or EndOfStreamException or FileFaultException)
        {
            // Nothing is imported from it, so its faults do not refuse the file.
            return false;
        }
    }

    private static string Warning(string read, List<string> others)
    {
        var named = others.Take(MaxNamed).Select(name => $"'{Cut(name)}'");
        var rest = others.Count - MaxNamed;
        return $"only the sheet '{Cut(read)}' was read. There is something on {(others.Count == 1 ? "another one" : "others")}, too: "
            + $"{string.Join(", ", named)}{(rest > 0 ? $" and {rest} more" : "")}. Save each as a file of its own to import it";
    }

    private static string Cut(string name) => WellFormedText.Of(WellFormedText.Cut(name, MaxName));
}
