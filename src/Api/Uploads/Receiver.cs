using Inference.Authentication;
using Inference.Errors;
using Inference.Http;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

/// <summary>Takes a request's files in: all of them, or nothing.</summary>
internal sealed partial class Receiver(
    IGrainFactory grains, IOptions<ApiOptions> api, IOptions<UploadOptions> limits, FileIntake intake, TimeProvider clock, ILogger<Receiver> logger)
{
    private const int RetryAfterSeconds = 5;

    private bool _isFull;

    public async Task<UploadSession> ReceiveAsync(HttpRequest request, RequestCaller caller, CancellationToken cancellationToken)
    {
        var session = grains.GetUpload(caller.Caller.Environment, UploadToken.New(clock.GetUtcNow()));
        var sender = new RowSender(session, limits.Value);
        try
        {
            await ReadAsync(request, sender, cancellationToken);
            return await session.SealAsync(await sender.EndAsync(cancellationToken), cancellationToken);
        }
        catch (Exception exception)
        {
            await sender.StopAsync();
            await session.AbandonAsync();
            if (exception is SpoolFullException)
            {
                Tell(isFull: true, exception.Message);
                throw new InferenceException(
                    ErrorKind.StorageFull, "The server has no room for the files of an upload. Please try again later.", retryAfterSeconds: RetryAfterSeconds);
            }

            throw;
        }
    }

    private void Tell(bool isFull, string reason)
    {
        if (Interlocked.Exchange(ref _isFull, isFull) == isFull)
        {
            return;
        }

        if (isFull)
        {
            LogFull(Path.GetTempPath(), reason);
        }
        else
        {
            LogRoom(Path.GetTempPath());
        }
    }

    private async Task ReadAsync(HttpRequest request, RowSender sender, CancellationToken cancellationToken)
    {
        var files = 0;
        await foreach (var file in MultipartFiles.ReadAsync(request, api.Value.MaxUploadBytes, cancellationToken))
        {
            files++;
            Tell(isFull: false, "");
            await intake.ReadAsync(file, sender, cancellationToken);
        }

        if (files == 0)
        {
            throw new InferenceException(ErrorKind.MissingParam, "files is required: the request has no file.", "files");
        }
    }

    [LoggerMessage(LogLevel.Error, "Uploads are refused: there is no room for their files in {Directory}. {Reason}")]
    private partial void LogFull(string directory, string reason);

    [LoggerMessage(LogLevel.Information, "Uploads are accepted again: there is room for their files in {Directory}")]
    private partial void LogRoom(string directory);
}
