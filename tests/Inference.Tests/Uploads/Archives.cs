using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Inference.Uploads;

/// <summary>ZIP archives that mean no good.</summary>
internal static class Archives
{
    private static ReadOnlySpan<byte> EntrySignature => [0x50, 0x4B, 0x01, 0x02];

    public static byte[] Zip(params (string Name, string Content)[] files)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return content.ToArray();
    }

    /// <summary>Has the directory say that each file is so large when unpacked.</summary>
    public static byte[] Claiming(byte[] zip, uint size)
    {
        byte[] lying = [.. zip];
        for (var at = lying.AsSpan().IndexOf(EntrySignature); at >= 0;)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(at + 24), size);
            var next = lying.AsSpan(at + 4).IndexOf(EntrySignature);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return lying;
    }
}
