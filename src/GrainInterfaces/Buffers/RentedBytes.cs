using System.Buffers;

namespace Inference.Buffers;

/// <summary>
/// Arrays of the shared pool up to a length. Larger ones are left to the garbage collector: the pool would keep one a thread for each size, for half a minute or
/// longer.
/// </summary>
public static class RentedBytes
{
    private const int MaxRented = 1_024 * 1_024;

    /// <summary>An array of that length or more, with any contents.</summary>
    public static byte[] Rent(int length) =>
        length <= MaxRented ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    public static void Return(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= MaxRented)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
