namespace Inference.Uploads.Files.Workbooks;

/// <summary>A workbook's main part: its sheets in their order, and its calendar.</summary>
internal sealed class Workbook
{
    private const int MaxSheets = 10_000;

    private readonly List<(string Part, string Name, bool IsHidden)> _sheets = [];

    public Workbook(Package package)
    {
        if (UnsupportedFile.InArchive(package.Has) is { } unsupported)
        {
            throw new FileFaultException(unsupported);
        }

        var main = new PartRelationships(package, "").OfKind("officeDocument");
        if (main is null || !package.Has(main))
        {
            throw new FileFaultException(UnsupportedFile.Archive);
        }

        Parts = new PartRelationships(package, main);
        using var part = package.Open(main);
        part.ReadRoot();
        if (part.Name != "workbook")
        {
            throw new FileFaultException("is no XLSX file");
        }

        while (part.ReadChild(depth: 0))
        {
            Read(part);
        }

        if (_sheets.Count == 0)
        {
            throw new FileFaultException("has no sheet");
        }
    }

    public PartRelationships Parts { get; }

    public bool Since1904 { get; private set; }

    /// <summary>The parts, and the names, of the sheets that a reader of the file sees; of all where none is.</summary>
    public IEnumerable<(string Part, string Name)> Sheets =>
        (_sheets.Exists(sheet => !sheet.IsHidden) ? _sheets.Where(sheet => !sheet.IsHidden) : _sheets)
        .Select(sheet => (sheet.Part, sheet.Name)).DistinctBy(sheet => sheet.Part);

    private void Read(PartReader part)
    {
        if (part.Name == "workbookPr")
        {
            Since1904 = part.Attribute("date1904")?.Trim() is "1" or "true";
        }
        else if (part.Name == "sheets")
        {
            while (part.ReadChild(depth: 1, "sheet"))
            {
                AddSheet(part);
            }
        }
    }

    private void AddSheet(PartReader part)
    {
        // A sheet in another file has no part in this package.
        if (part.PrefixedAttribute("id") is { } id && Parts.OfId(id) is { } sheet)
        {
            _sheets.Add((sheet, part.Attribute("name") ?? "", part.Attribute("state") is "hidden" or "veryHidden"));
        }

        if (_sheets.Count > MaxSheets)
        {
            throw new FileFaultException($"has more than {MaxSheets} sheets");
        }
    }
}
