using System.Net;
using System.Net.Http.Headers;

namespace Inference.Models.Wire;

/// <summary>
/// A request's JSON, with its length, from rented memory. A server may answer, or the call may be cancelled, while the body is still being sent: then the memory
/// is not given back.
/// </summary>
internal sealed class RequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly PooledBuffer _json;
    private bool _isSent;

    public RequestContent(PooledBuffer json)
    {
        _json = json;
        Headers.ContentType = Json;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_json.Written, cancellationToken);
        Volatile.Write(ref _isSent, true);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (Volatile.Read(ref _isSent))
            {
                _json.Dispose();
            }
            else
            {
                _json.Abandon();
            }
        }

        base.Dispose(disposing);
    }
}
