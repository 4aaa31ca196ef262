using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Inference.Tokens;

/// <summary>
/// Cuts a long text into blocks whose tokens add up to the text's. The same beginning gives the same blocks, so that an expert's context is found again
/// when a conversation follows it.
/// </summary>
internal static class TextBlocks
{
    public const int MaxLength = 4_096;

    // How far back a blank is looked for before a block ends inside a word.
    private const int Reach = 512;

    /// <summary>Where the block that starts here ends.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        if (text.Length - start <= MaxLength)
        {
            return text.Length;
        }

        var latest = start + MaxLength;
        for (var end = latest; end > latest - Reach; end--)
        {
            // No token of o200k goes on from a letter or digit to the blank behind it.
            if (text[end] == ' ' && char.IsLetterOrDigit(text[end - 1]))
            {
                return end;
            }
        }

        return char.IsHighSurrogate(text[latest - 1]) && char.IsLowSurrogate(text[latest]) ? latest - 1 : latest;
    }
}

/// <summary>
/// Remembers the counts of blocks by their content, without keeping it: an expert's context comes again with every request. A table of one entry a slot,
/// where a newer block takes the place of another, so it is bounded and needs no lock.
/// </summary>
internal sealed class BlockCounts
{
    private const int Slots = 8_192;

    private readonly Entry?[] _entries = new Entry?[Slots];

    public int GetOrCount(string block, Func<string, CancellationToken, int> count, CancellationToken cancellationToken)
    {
        var key = KeyOf(block);
        ref var slot = ref _entries[(int)((ulong)key % Slots)];
        var entry = Volatile.Read(ref slot);
        if (entry?.Key != key)
        {
            entry = new Entry(key, count(block, cancellationToken));
            Volatile.Write(ref slot, entry);
        }

        return entry.Tokens;
    }

    // Half of a cryptographic digest: a client cannot make a text that is taken for another.
    private static UInt128 KeyOf(ReadOnlySpan<char> block)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(block), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private sealed record Entry(UInt128 Key, int Tokens);
}
