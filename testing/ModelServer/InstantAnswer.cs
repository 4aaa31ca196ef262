using System.Buffers;
using System.Text;

namespace Inference.ModelServers;

/// <summary>Ready-made bytes for benchmarks: the server's cost is then little more than Kestrel's.</summary>
internal static class InstantAnswer
{
    private static readonly byte[] _whole = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-instant","object":"chat.completion","created":1750000000,"model":"instant","choices":[{"index":0,"message":{"role":"assistant","content":"The museum opens at nine and closes at six, on Fridays at eight. Tickets are cheaper in the last hour, and free on the first Sunday of each month. Bags larger than a cabin case have to stay in the cloakroom at the north entrance."},"logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":42,"total_tokens":94,"completion_tokens":52}}""");

    private static readonly byte[] _scenario = "\"scenario:"u8.ToArray();

    /// <summary>Answers, unless the body names a scenario: then the body is returned, read.</summary>
    public static async Task<byte[]?> TryAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var named = Names(read.Buffer) ? read.Buffer.ToArray() : null;
            reader.AdvanceTo(read.Buffer.End);
            if (named is null)
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = _whole.Length;
                await context.Response.Body.WriteAsync(_whole, context.RequestAborted);
            }

            return named;
        }
    }

    private static bool Names(ReadOnlySequence<byte> body) =>
        (body.IsSingleSegment ? body.FirstSpan : body.ToArray()).IndexOf(_scenario) >= 0;
}
