using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Inference.Http;

/// <summary>Answers HEAD as GET would be answered, without the body (RFC 9110, 9.3.2), so that endpoints need not handle it.</summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    /// <summary>Whether the response has no body: an endless one need not be produced.</summary>
    public static bool IsHead(HttpContext context) => context.Features.Get<Marker>() is not null;

    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsHead(context.Request.Method) ? AnswerAsync(context) : next(context);

    private async Task AnswerAsync(HttpContext context)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set(Marker.Instance);
        context.Features.Set<IHttpResponseBodyFeature>(new BodilessResponse(body));
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
            context.Features.Set(body);
        }
    }

    private sealed class Marker
    {
        public static readonly Marker Instance = new();
    }
}

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
