using System.Collections.Immutable;
using System.Text;
using Inference.Uploads.Files;

namespace Inference.Uploads;

/// <summary>Reads files as an upload does.</summary>
internal static class FileReading
{
    public static async Task<ImmutableArray<ReadRow>> ReadAsync(byte[] content, string name = "file", UploadOptions? limits = null)
    {
        using var stream = new MemoryStream(content);
        await using var spool = await Spool.FillAsync(stream, TestContext.Current.CancellationToken);
        var file = new UploadFile(name, mediaType: null, spool);
        var rows = ImmutableArray.CreateBuilder<ReadRow>();
        await foreach (var row in file.ReadAsync(limits ?? new UploadOptions(), TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return rows.DrainToImmutable();
    }

    public static Task<ImmutableArray<ReadRow>> ReadAsync(string content, string name = "file") => ReadAsync(Encoding.UTF8.GetBytes(content), name);

    /// <summary>Why a file is refused.</summary>
    public static async Task<string> FaultAsync(byte[] content, UploadOptions? limits = null) =>
        (await Assert.ThrowsAsync<FileFaultException>(() => ReadAsync(content, limits: limits))).Message;

    public static Task<string> FaultAsync(string content) => FaultAsync(Encoding.UTF8.GetBytes(content));

    public static byte[] Saved(string name)
    {
        using var resource = typeof(FileReading).Assembly.GetManifestResourceStream($"Uploads.{name}")!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>A row in one line: <c>2: id|name|birthdate|notes|data</c>, or why it was rejected.</summary>
    public static string Show(ReadRow read) => read.Row is { } row
        ? $"{read.Number}: {row.Id}|{row.Fields.Name}|{row.Fields.Birthdate}|{row.Fields.Notes}|{row.Fields.Data}"
        : $"{read.Number}: {read.Fault}";
}
