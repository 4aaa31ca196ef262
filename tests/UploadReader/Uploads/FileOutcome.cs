using Inference.Uploads.Files;

namespace Inference.Uploads;

/// <summary>The result of reading a file.</summary>
internal static class FileOutcome
{
    public const string Fault = "fault";
    public const string Rows = "rows";
    public const string Failure = "failure";

    public static async Task<string> ReadAsync(string path)
    {
        try
        {
            return await CountAsync(path);
        }
        catch (FileFaultException fault)
        {
            return $"{Fault}: {fault.Message}";
        }
        catch (Exception exception)
        {
            // Every failure is reported, as the process goes on with the next file.
            return $"{Failure}: {exception.GetType().Name} {exception.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static async Task<string> CountAsync(string path)
    {
        var limits = new UploadOptions();
        var (rows, rejected) = (0, 0);
        await using var content = File.OpenRead(path);
        await using var spool = await Spool.FillAsync(content, CancellationToken.None);
        await foreach (var row in new UploadFile(Path.GetFileName(path), mediaType: null, spool).ReadAsync(limits, CancellationToken.None))
        {
            rows++;
            rejected += row.Row is null ? 1 : 0;
            if (rows > limits.MaxRows)
            {
                // As where rows are sent on.
                return $"{Fault}: has more than {limits.MaxRows} rows";
            }
        }

        return $"{Rows}: {rows}, of which {rejected} rejected";
    }
}
