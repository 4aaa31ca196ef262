using System.Buffers;
using System.IO.Pipelines;
using Inference.Buffers;
using Inference.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Inference.Binding;

/// <summary>
/// Reads a whole body, up to the limit. It is not copied when it arrived in one piece; of others there is one copy, and what was copied is given back to the
/// server while the rest arrives.
/// </summary>
internal static class BodyBytes
{
    private const int FirstBytes = 16 * 1_024;

    /// <summary>Calls <paramref name="use"/> with the bytes, which are valid during the call only.</summary>
    public static async ValueTask<TResult> ReadAsync<TState, TResult>(
        HttpRequest request, BodyLimit limit, TState state, Func<ReadOnlyMemory<byte>, TState, TResult> use)
    {
        // The limit is checked here. At its own the server closes the connection while the client still sends, which then does not see the refusal.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        if (request.ContentLength > limit.Bytes)
        {
            throw limit.Exceeded();
        }

        var reader = request.BodyReader;
        var read = await ReadAsync(reader, request.HttpContext.RequestAborted);
        if (!read.IsCompleted || !read.Buffer.IsSingleSegment || read.Buffer.Length > limit.Bytes)
        {
            return await CollectAsync(request, limit, read, state, use);
        }

        try
        {
            return use(read.Buffer.First, state);
        }
        finally
        {
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    private static async ValueTask<TResult> CollectAsync<TState, TResult>(
        HttpRequest request, BodyLimit limit, ReadResult read, TState state, Func<ReadOnlyMemory<byte>, TState, TResult> use)
    {
        var (reader, reservation) = (request.BodyReader, request.HttpContext.Features.Get<BodyReservation>());
        var bytes = RentedBytes.Rent((int?)request.ContentLength ?? FirstBytes);
        var length = 0;
        try
        {
            while (true)
            {
                try
                {
                    bytes = Append(read.Buffer, bytes, ref length, limit, reservation);
                }
                finally
                {
                    reader.AdvanceTo(read.Buffer.End);
                }

                if (read.IsCompleted)
                {
                    return use(bytes.AsMemory(0, length), state);
                }

                read = await ReadAsync(reader, request.HttpContext.RequestAborted);
            }
        }
        finally
        {
            RentedBytes.Return(bytes);
        }
    }

    /// <summary>Returns the array, or a larger one that has replaced it.</summary>
    private static byte[] Append(ReadOnlySequence<byte> piece, byte[] bytes, ref int length, BodyLimit limit, BodyReservation? reservation)
    {
        if (piece.Length > limit.Bytes - length)
        {
            throw limit.Exceeded();
        }

        var needed = length + (int)piece.Length;
        if (needed > bytes.Length)
        {
            reservation?.Cover(needed);
            var larger = RentedBytes.Rent((int)Math.Min(limit.Bytes, Math.Max(needed, 2L * bytes.Length)));
            bytes.AsSpan(0, length).CopyTo(larger);
            RentedBytes.Return(bytes);
            bytes = larger;
        }

        piece.CopyTo(bytes.AsSpan(length));
        length = needed;
        return bytes;
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
}

/// <summary>The memory that was reserved for a body of unknown length, which is reserved anew as it grows.</summary>
internal abstract class BodyReservation
{
    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public abstract void Cover(int bodyBytes);
}
