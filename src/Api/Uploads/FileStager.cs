using Inference.Errors;
using Inference.Uploads.Files;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

/// <summary>Reads a file's rows and stages them in the session, within the limit of concurrent readings.</summary>
internal sealed class FileStager(IOptions<UploadOptions> limits, ReadingLimiter limiter, UploadMetrics metrics, TimeProvider clock)
{
    public async Task StageAsync(UploadFile file, RowSender sender, CancellationToken cancellationToken)
    {
        using var lease = await limiter.AcquireAsync(cancellationToken);
        var (accepted, rejected, now) = (0, 0, clock.GetUtcNow());
        try
        {
            await foreach (var read in file.ReadAsync(limits.Value, cancellationToken))
            {
                var row = read.Row?.Fields.Birthdate is { } date && Birthdate.FindFault(date, now) is { } fault ? ReadRow.Rejected(read.Number, fault) : read;
                _ = row.Row is null ? rejected++ : accepted++;
                await sender.AddAsync(file.Name, row, cancellationToken);
            }
        }
        catch (FileFaultException fault)
        {
            metrics.Refused(file.Kind);
            throw new InferenceException(ErrorKind.InvalidParamValue, $"The file '{file.Name}' {fault.Message}. Nothing was imported.", "files");
        }

        sender.Warn(file.Warnings.Select(warning => $"{file.Name}: {warning}."));
        metrics.Read(file.Kind!.Value, accepted, rejected);
    }
}
