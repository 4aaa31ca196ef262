namespace Inference.Uploads.Files.Workbooks;

/// <summary>Reads the rows of one sheet, which may be in any order and without a position, as may cells.</summary>
internal sealed class Sheet(Package package, string name, CellValues values)
{
    private const int MaxCells = 16 * 1_024 * 1_024;

    private int _cells;

    public IEnumerable<SheetRow> Read()
    {
        using var part = package.Open(name);
        part.ReadRoot();
        if (part.Name != "worksheet")
        {
            // A chart sheet has no rows.
            yield break;
        }

        var (rows, number) = (0, 0);
        while (part.ReadChild(depth: 0, "sheetData"))
        {
            while (part.ReadChild(depth: 1, "row"))
            {
                number = CellReference.RowOf(part.Attribute("r"), number);
                yield return ++rows <= CellReference.MaxRows
                    ? ReadCells(part, number)
                    : throw new FileFaultException($"has more than {CellReference.MaxRows} rows in a sheet");
            }
        }
    }

    private SheetRow ReadCells(PartReader part, int number)
    {
        var cells = new List<Cell>();
        var (column, count, characters, isSorted) = (-1, 0, 0L, true);
        while (part.ReadChild(depth: 2, "c"))
        {
            Count(++count, number);
            var last = column;
            column = CellReference.ColumnOf(part.Attribute("r"), last);
            isSorted &= column > last;
            var cell = part.IsEmpty ? new Cell(column, "") : values.Read(part, column, number);
            characters += cell.Text.Length;
            // Formatted empty cells may reach the sheet's last column.
            if (characters <= RowLimits.MaxCharacters && (column < RowLimits.MaxColumns || cell.Text.Length > 0 || cell.IsTooLong))
            {
                cells.Add(cell);
            }
        }

        if (!isSorted)
        {
            cells = [.. cells.GroupBy(cell => cell.Column).OrderBy(same => same.Key).Select(same => same.Last())];
        }

        return new SheetRow(number, cells, characters > RowLimits.MaxCharacters ? RowLimits.TooLong : null);
    }

    private void Count(int inRow, int number)
    {
        if (inRow > CellReference.MaxColumns)
        {
            throw new FileFaultException($"has more than {CellReference.MaxColumns} cells in row {number}");
        }

        if (++_cells > MaxCells)
        {
            throw new FileFaultException($"has more than {MaxCells} cells, up to row {number}");
        }
    }
}

/// <summary>A row's cells in the order of their columns, or the fault of the row.</summary>
internal readonly record struct SheetRow(int Number, List<Cell> Cells, string? Fault)
{
    public bool HasText => Fault is not null || Cells.Exists(cell => !string.IsNullOrWhiteSpace(cell.Text) || cell.IsTooLong);
}
