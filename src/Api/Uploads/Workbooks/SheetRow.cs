namespace Inference.Uploads.Workbooks;

/// <summary>A row's cells in the order of their columns, or what is wrong with it as a whole.</summary>
internal readonly record struct SheetRow(int Number, List<Cell> Cells, string? Fault)
{
    public bool HasText => Fault is not null || Cells.Exists(cell => !string.IsNullOrWhiteSpace(cell.Text) || cell.IsTooLong);
}
