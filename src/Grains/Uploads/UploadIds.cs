using System.Buffers.Binary;
using System.Diagnostics;
using Inference.Identity;

namespace Inference.Uploads;

/// <summary>
/// Ids of the personas that an upload makes: the same for the same row however often it is imported, and in the order of the rows, so that
/// they are appended to the indexes instead of being strewn over them.
/// </summary>
internal static class UploadIds
{
    private const int LowBits = 42;

    /// <summary>A UUIDv7 of the token's time: first the position, then what is left of the token's randomness.</summary>
    public static string Derive(string token, int position)
    {
        var id = Guid.ParseExact(token.AsSpan(Identifier.Upload.Length), "n");
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out var written);
        Debug.Assert(written == bytes.Length, "A GUID has 16 bytes.");

        // Twelve bits beside the version and twenty beside the variant hold the position.
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (position >> 20)));
        var tail = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & ((1UL << LowBits) - 1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (0b10UL << 62) | ((ulong)(position & 0xFFFFF) << LowBits) | tail);
        return Identifier.Persona + new Guid(bytes, bigEndian: true).ToString("n");
    }
}
