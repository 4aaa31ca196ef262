using Inference.Authentication;
using Inference.Errors;
using Inference.Requests;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

/// <summary>Takes a request's files in: all of them, or nothing.</summary>
internal sealed class Receiver(
    IGrainFactory grains, IOptions<ApiOptions> api, IOptions<UploadOptions> limits, ReadingLimiter limiter, TimeProvider clock)
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
            await ReadAsync(file, sender, cancellationToken);
        }

        if (files == 0)
        {
            throw new InferenceException(ErrorKind.MissingParam, "files is required: the request has no file.", "files");
        }
    }

    private async Task ReadAsync(UploadFile file, RowSender sender, CancellationToken cancellationToken)
    {
        using var lease = await limiter.AcquireAsync(cancellationToken);
        try
        {
            await foreach (var row in file.ReadAsync(limits.Value, cancellationToken))
            {
                await sender.AddAsync(file.Name, row, cancellationToken);
            }
        }
        catch (FileFaultException fault)
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, $"The file '{file.Name}' {fault.Message}. Nothing was imported.", "files");
        }
    }
}
