using Inference.Authentication;
using Inference.Errors;
using Inference.Requests;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

/// <summary>Takes a request's files in: all of them, or nothing.</summary>
internal sealed class Receiver(IGrainFactory grains, IOptions<ApiOptions> api, IOptions<UploadOptions> limits, FileIntake intake, TimeProvider clock)
{
    public async Task<UploadSession> ReceiveAsync(HttpRequest request, RequestCaller caller, CancellationToken cancellationToken)
    {
        var session = grains.GetUpload(caller.Caller.Environment, UploadToken.New(clock.GetUtcNow()));
        var sender = new RowSender(session, limits.Value);
        try
        {
            await ReadAsync(request, sender, cancellationToken);
            return await session.SealAsync(await sender.EndAsync(cancellationToken), cancellationToken);
        }
        catch
        {
            await sender.StopAsync();
            await session.AbandonAsync();
            throw;
        }
    }

    private async Task ReadAsync(HttpRequest request, RowSender sender, CancellationToken cancellationToken)
    {
        var files = 0;
        await foreach (var file in MultipartFiles.ReadAsync(request, api.Value.MaxUploadBytes, cancellationToken))
        {
            files++;
            await intake.ReadAsync(file, sender, cancellationToken);
        }

        if (files == 0)
        {
            throw new InferenceException(ErrorKind.MissingParam, "files is required: the request has no file.", "files");
        }
    }
}
