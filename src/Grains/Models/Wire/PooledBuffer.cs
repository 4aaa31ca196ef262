using System.Buffers;
using Inference.Buffers;

namespace Inference.Models.Wire;

/// <summary>A buffer of rented memory that grows. What it held is not valid after <see cref="Dispose"/>.</summary>
internal sealed class PooledBuffer(int capacity = PooledBuffer.Usual) : IBufferWriter<byte>, IDisposable
{
    private const int Usual = 4_096;

    private byte[] _bytes = RentedBytes.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the memory back for others.</summary>
    public void Dispose()
    {
        RentedBytes.Return(_bytes);
        Abandon();
    }

    /// <summary>Leaves the memory to the garbage collector, where something may still read it.</summary>
    public void Abandon() => (_bytes, Length) = ([], 0);

    private void Reserve(int size)
    {
        if (_bytes.Length - Length >= size)
        {
            return;
        }

        var larger = RentedBytes.Rent((int)Math.Min(Math.Max(_bytes.Length * 2L, (long)Length + size), Array.MaxLength));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        RentedBytes.Return(_bytes);
        _bytes = larger;
    }
}
