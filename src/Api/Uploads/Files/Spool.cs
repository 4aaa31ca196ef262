using System.Text;

namespace Inference.Uploads.Files;

/// <summary>
/// A file of an upload in a temporary file: its encoding is known only at its end, where a workbook's directory is too. It is unlinked at once, so that
/// none is left behind when the process is killed.
/// </summary>
internal sealed class Spool : IAsyncDisposable
{
    private const int BufferBytes = 65_536;

    // The errors of Linux and of Windows; the first is macOS' too.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    private readonly FileStream _file;

    private Spool()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        _file = PrivateFiles.OpenTemporary(path, BufferBytes);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }
    }

    /// <summary>Whether it can be read as UTF-8 from its first byte to its last.</summary>
    public bool IsUtf8 { get; private set; } = true;

    public long Length => _file.Length;

    public static async Task<Spool> FillAsync(Stream source, CancellationToken cancellationToken)
    {
        Spool? spool = null;
        try
        {
            spool = new Spool();
            await spool.CopyAsync(source, cancellationToken);
            return spool;
        }
        catch (Exception exception)
        {
            await AbandonAsync(spool);
            if (IsFull(exception))
            {
                throw new SpoolFullException(exception);
            }

            throw;
        }
    }

    /// <summary>The one stream, at a position. Readers do not close it.</summary>
    public Stream At(long position)
    {
        _file.Position = position;
        return _file;
    }

    /// <summary>Truncates the file.</summary>
    public void CutAt(long end) => _file.SetLength(end);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task CopyAsync(Stream source, CancellationToken cancellationToken)
    {
        var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        var buffer = new byte[BufferBytes];
        var characters = new char[BufferBytes + 1];
        int read;
        do
        {
            read = await source.ReadAsync(buffer, cancellationToken);
            await _file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            IsUtf8 = IsUtf8 && Decodes(decoder, buffer.AsSpan(0, read), characters);
        }
        while (read > 0);

        // A full disk fails here, and not when the file is read.
        await _file.FlushAsync(cancellationToken);
    }

    // .NET reports a file that may not grow as ArgumentOutOfRangeException.
    private static bool IsFull(Exception exception) =>
        exception is IOException { HResult: NoSpace or QuotaExceeded or WindowsHandleDiskFull or WindowsDiskFull } or ArgumentOutOfRangeException;

    private static async Task AbandonAsync(Spool? spool)
    {
        try
        {
            await (spool?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // Disposal flushes the buffer, which has just failed.
        }
    }

    /// <summary>An empty span is the end, where no incomplete character may be left.</summary>
    private static bool Decodes(Decoder decoder, ReadOnlySpan<byte> bytes, char[] characters)
    {
        try
        {
            decoder.GetChars(bytes, characters, flush: bytes.IsEmpty);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}

/// <summary>The volume of the temporary files has no room for an upload.</summary>
internal sealed class SpoolFullException(Exception cause) : Exception(cause.Message, cause);
