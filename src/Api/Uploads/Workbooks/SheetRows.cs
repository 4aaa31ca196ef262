namespace Inference.Uploads.Workbooks;

/// <summary>
/// Reads personas from a workbook, row by row: from the first sheet with anything in it, and not from hidden ones. A formula's cell gives the value that
/// it had when the file was saved; nothing is calculated. Numbers are those of the sheet.
/// </summary>
internal static class SheetRows
{
    public static IEnumerable<ReadRow> Read(Stream file, UploadOptions limits)
    {
        using var package = new Package(file, limits);
        var workbook = new Workbook(package);
        var values = new CellValues(package, workbook);
        ColumnMap? columns = null;
        var (emptyRows, wideRows) = (0, 0);
        foreach (var sheet in workbook.Sheets)
        {
            foreach (var row in new Sheet(package, sheet, values).Read())
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
                yield break;
            }
        }

        throw new FileFaultException("is empty");
    }

    private static ColumnMap Header(SheetRow row, bool since1904) =>
        row.Fault is null ? new ColumnMap(row.Cells, since1904) : throw new FileFaultException($"has a first row that cannot be read: {row.Fault}");
}
