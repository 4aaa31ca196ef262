using System.IO.Compression;
using System.Text;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>The parts of a package by their names, which are compared without case. External parts are never opened.</summary>
internal sealed class Package : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly UnpackBudget _budget;

    public Package(Stream file, UploadOptions limits)
    {
        var files = ZipDirectory.Check(file, limits);
        _budget = new UnpackBudget(file.Length, limits);
        _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (_zip.Entries.Count != files)
        {
            // There are two directories, of which one was checked.
            throw new FileFaultException("is a damaged XLSX file");
        }

        foreach (var entry in _zip.Entries)
        {
            if (!_parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
            {
                throw new FileFaultException("is a damaged XLSX file: two parts in it have the same name");
            }
        }
    }

    public UnpackBudget Budget => _budget;

    public bool Has(string name) => _parts.ContainsKey(name);

    /// <exception cref="FileFaultException">There is no such part.</exception>
    public PartReader Open(string name)
    {
        if (!_parts.TryGetValue(name, out var entry))
        {
            throw new FileFaultException("is a damaged XLSX file: a part of it is missing");
        }

        if (entry.IsEncrypted)
        {
            throw new FileFaultException("is an XLSX file with a password; save it without");
        }

        return new PartReader(new StreamReader(
            new UnpackedStream(entry.Open(), _budget), EncodingOf(entry), detectEncodingFromByteOrderMarks: false, bufferSize: 16_384));
    }

    public void Dispose() => _zip.Dispose();

    private static Encoding EncodingOf(ZipArchiveEntry entry)
    {
        using var part = entry.Open();
        var head = new byte[PartEncoding.Head];
        return PartEncoding.EncodingOf(head.AsSpan(0, part.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }
}
