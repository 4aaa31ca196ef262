using Inference.Authentication;
using Inference.Errors;
using Inference.Http;
using Inference.Uploads.Files;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

/// <summary>Receives a request's files into an upload session: all of them, or none.</summary>
internal sealed partial class UploadReceiver(
    IGrainFactory grains, IOptions<ApiOptions> api, IOptions<UploadOptions> limits, FileStager stager, TimeProvider clock, ILogger<UploadReceiver> logger)
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
                LogTransition(isFull: true, exception.Message);
                throw new InferenceException(
                    ErrorKind.StorageFull, "The server has no room for the files of an upload. Please try again later.", retryAfterSeconds: RetryAfterSeconds);
            }

            throw;
        }
    }

    private void LogTransition(bool isFull, string reason)
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
            LogTransition(isFull: false, "");
            await stager.StageAsync(file, sender, cancellationToken);
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
