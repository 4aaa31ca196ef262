using System.Buffers;
using System.IO.Pipelines;
using Inference.Errors;

namespace Inference.Binding;

/// <summary>Reads a whole body, up to the limit, without copying it when it arrived in one piece.</summary>
internal static class BodyBytes
{
    /// <summary>Calls <paramref name="use"/> with the bytes, which are valid during the call only.</summary>
    public static async ValueTask<TResult> ReadAsync<TState, TResult>(
        HttpRequest request, int limit, TState state, Func<ReadOnlyMemory<byte>, TState, TResult> use)
    {
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        var reader = request.BodyReader;
        var buffer = await ReadToEndAsync(reader, limit, request.HttpContext.RequestAborted);
        try
        {
            if (buffer.IsSingleSegment)
            {
                return use(buffer.First, state);
            }

            var length = (int)buffer.Length;
            var copy = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                buffer.CopyTo(copy);
                return use(copy.AsMemory(0, length), state);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(copy);
            }
        }
        finally
        {
            reader.AdvanceTo(buffer.End);
        }
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadToEndAsync(PipeReader reader, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await ReadAsync(reader, cancellationToken);
            if (result.Buffer.Length > limit)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw TooLarge(limit);
            }

            if (result.IsCompleted)
            {
                return result.Buffer;
            }

            // Examined but not consumed: the next read returns these bytes again, and more.
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // Kestrel reports some invalid chunk sizes so.
            throw new InferenceException(ErrorKind.InvalidParamValue, "The body could not be read: its transfer coding is broken.");
        }
    }

    private static InferenceException TooLarge(int limit) =>
        new(ErrorKind.BodyTooLarge, $"The body is larger than {limit} bytes.");
}
