using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Inference.Http;

/// <summary>Sends a response's head and drops what is written behind it.</summary>
internal sealed class BodilessResponse(IHttpResponseBodyFeature response) : IHttpResponseBodyFeature
{
    public Stream Stream => Stream.Null;

    public PipeWriter Writer { get; } = PipeWriter.Create(Stream.Null);

    public void DisableBuffering() => response.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => response.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task CompleteAsync()
    {
        await Writer.CompleteAsync();
        await response.CompleteAsync();
    }
}
