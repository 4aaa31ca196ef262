using System.Buffers.Binary;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>
/// Reads the directory of a ZIP archive, and nothing else: the number of files and their declared sizes are checked before anything is unpacked.
/// A file that is larger than declared is cut off when it is unpacked, by .NET and by the <see cref="UnpackBudget"/>.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int MaxComment = ushort.MaxValue;
    private const int EntryLength = 46;
    private const uint EndSignature = 0x06054B50;
    private const uint EntrySignature = 0x02014B50;

    // A name, its extra fields and its comment; .NET keeps them of all entries.
    private const int MaxEntryText = 4_096;

    /// <returns>How many files there are.</returns>
    /// <exception cref="FileFaultException">There is more in the archive than is allowed, or it is damaged.</exception>
    public static int Check(Stream zip, UploadOptions limits)
    {
        var end = FindEnd(zip);
        zip.Position = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        var entry = new byte[EntryLength];
        long unpacked = 0;
        var files = 0;
        while (IsEntry(zip, entry))
        {
            files++;
            unpacked += BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(24));
            if (files > limits.MaxPackedFiles)
            {
                throw new FileFaultException($"has more than {limits.MaxPackedFiles} files in it");
            }

            if (unpacked > limits.MaxUnpackedBytes)
            {
                throw new FileFaultException($"is larger than {limits.MaxUnpackedBytes} bytes when unpacked");
            }

            zip.Position += TextLength(entry);
        }

        zip.Position = 0;
        return files;
    }

    private static int TextLength(byte[] entry)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(28))
            + BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(30))
            + BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(32));
        return length <= MaxEntryText
            ? length
            : throw new FileFaultException($"is a damaged XLSX file: a name in it, with what goes with it, has more than {MaxEntryText} bytes");
    }

    private static byte[] FindEnd(Stream zip)
    {
        var tail = new byte[(int)Math.Min(zip.Length, EndLength + MaxComment)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == EndSignature)
            {
                return tail[at..(at + EndLength)];
            }
        }

        throw new FileFaultException("is a damaged XLSX file");
    }

    private static bool IsEntry(Stream zip, byte[] entry) =>
        zip.ReadAtLeast(entry, EntryLength, throwOnEndOfStream: false) == EntryLength
        && BinaryPrimitives.ReadUInt32LittleEndian(entry) == EntrySignature;
}
