using Inference.Infrastructure;
using Inference.Uploads.Hostile;

namespace Inference.Uploads;

public sealed class UploadReportTests(InferenceFixture fixture) : IAsyncLifetime
{
    private static readonly string[] OtherSheets = ["r4", "r5", "r6"];

    private UploadClient _client = null!;

    private string Family => _client.Family;

    public async ValueTask InitializeAsync() => _client = await UploadClient.CreateAsync(fixture);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Other_sheets_with_something_on_them_are_named_in_a_warning()
    {
        var person = $"<row><c t='str'><v>Anna {Family}</v></c></row>";
        var workbook = new WorkbookParts()
            .Set(WorkbookParts.Book, WorkbookParts.BookOf(
                "<sheets><sheet name='One' r:id='r1'/><sheet name='Two' r:id='r4'/><sheet name='None' r:id='r5'/><sheet name='Hidden' state='hidden' r:id='r6'/></sheets>"))
            .Set(WorkbookParts.Relationships, WorkbookParts.Relation("r1", "worksheet", "worksheets/sheet1.xml", string.Concat(
                OtherSheets.Select(id => WorkbookParts.Relate(id, "worksheet", $"worksheets/{id}.xml")))))
            .Set(WorkbookParts.Sheet, WorkbookParts.SheetOf(person))
            .Add("xl/worksheets/r4.xml", WorkbookParts.SheetOf(person))
            .Add("xl/worksheets/r5.xml", $"<worksheet xmlns='{WorkbookParts.Main}'><sheetData><row/></sheetData></worksheet>")
            .Add("xl/worksheets/r6.xml", WorkbookParts.SheetOf(person));

        var (_, upload) = await _client.UploadAsync(("people.xlsx", workbook.Pack()));

        Assert.Equal(("completed", 1, 0, 1), ((string?)upload["status"], (int)upload["total"]!, (int)upload["conflict_personas"]!, (int)upload["imported"]!));
        Assert.Equal(
            "people.xlsx: only the sheet 'One' was read. There is something on another one, too: 'Two'. Save each as a file of its own to import it.",
            (string?)Assert.Single(upload["warnings"]!.AsArray()));
    }

    [Fact]
    public async Task Birthdates_before_1900_and_in_the_future_are_rejected_with_the_reason()
    {
        var (_, upload) = await _client.UploadAsync($"name,birthdate\nAnna {Family},01/01/1500\nBea {Family},31.12.2999\nCleo {Family},31.12.1990\nDora {Family},33238\n");

        Assert.Equal(("completed", 1, 0, 1), ((string?)upload["status"], (int)upload["total"]!, (int)upload["conflict_personas"]!, (int)upload["imported"]!));
        Assert.Null(upload["warnings"]);
        Assert.Equal(
            [
                "birthdate 1500-01-01 is before 1900",
                "birthdate 2999-12-31 is in the future",
                "birthdate 33238 is a number: it must be a date such as 1985-12-31, 31/12/1985 or 31.12.1985",
            ],
            upload["rejected"]!.AsArray().Select(row => (string?)row!["reason"]));
    }
}
