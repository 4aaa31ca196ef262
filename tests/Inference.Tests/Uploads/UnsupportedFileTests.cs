using System.Text;
using Inference.Uploads.Files;

namespace Inference.Uploads;

public sealed class UnsupportedFileTests
{
    [Theory]
    [InlineData("%PDF-1.7\n", "is a PDF; save its table as .xlsx or CSV")]
    [InlineData("{\\rtf1\\ansi", "is an RTF document; save its table as .xlsx or CSV")]
    [InlineData("<!DOCTYPE html><html>", "is a page of HTML or XML; save its table as .xlsx or CSV")]
    [InlineData("GIF89a", "is an image; save its table as .xlsx or CSV")]
    [InlineData("Rar!\u001a", "is an archive; unpack it and send the files in it")]
    public async Task A_file_without_a_table_is_identified_with_advice(string content, string fault) =>
        Assert.Equal(fault, await FileReading.FaultAsync(Encoding.Latin1.GetBytes(content)));

    [Theory]
    [InlineData("word/document.xml", "is a Word document; save its table as .xlsx or CSV")]
    [InlineData("ppt/presentation.xml", "is a PowerPoint presentation; save its table as .xlsx or CSV")]
    [InlineData("xl/workbook.bin", "is a binary Excel workbook (.xlsb); save it as .xlsx")]
    [InlineData("Index/Document.iwa", "is a file of Numbers or Pages; export it as .xlsx or CSV")]
    [InlineData("people.csv", "is a ZIP archive and no XLSX file; unpack it and send the files in it")]
    public async Task An_archive_that_is_no_workbook_says_what_it_is(string part, string fault) =>
        Assert.Equal(fault, await FileReading.FaultAsync(Archives.Zip((part, "x"))));

    [Fact]
    public async Task An_open_document_says_how_to_save_it() => Assert.Equal(
        "is an OpenDocument file (.ods, say); save it as .xlsx or CSV",
        await FileReading.FaultAsync(Archives.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", "<m/>"), ("content.xml", "<c/>"))));

    [Fact]
    public async Task Old_office_files_are_distinguished_by_their_name()
    {
        byte[] content = [0xD0, 0xCF, 0x11, 0xE0, 1];

        Assert.StartsWith("is an Excel file of the old kind", await FileReading.FaultAsync(content), StringComparison.Ordinal);
        Assert.StartsWith(
            "is a Word document of the old kind",
            (await Assert.ThrowsAsync<FileFaultException>(() => FileReading.ReadAsync(content, "people.DOC"))).Message,
            StringComparison.Ordinal);
    }
}
