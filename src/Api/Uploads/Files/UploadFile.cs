using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Xml;
using Inference.Uploads.Files.Workbooks;

namespace Inference.Uploads.Files;

/// <summary>One file of an upload. Its kind is found by its content; its name and media type count only where the content is ambiguous.</summary>
internal sealed class UploadFile(string name, string? mediaType, Spool spool)
{
    private readonly List<string> _warnings = [];

    public string Name => name;

    /// <summary>Complete once all rows are read.</summary>
    public IEnumerable<string> Warnings => _warnings;

    /// <summary>Set once its first bytes have been read.</summary>
    public FileKind? Kind { get; private set; }

    private bool DeclaresLines => mediaType?.Contains("ndjson", StringComparison.OrdinalIgnoreCase) is true
        || mediaType?.Contains("jsonl", StringComparison.OrdinalIgnoreCase) is true
        || Path.GetExtension(name).ToUpperInvariant() is ".JSONL" or ".NDJSON";

    /// <exception cref="FileFaultException">The file as a whole cannot be read; it may have given rows before.</exception>
    public async IAsyncEnumerable<ReadRow> ReadAsync(UploadOptions limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kind = FindKind();
        Kind = kind;
        var text = kind == FileKind.Workbook ? null : FileText.Of(spool);
        await using var utf8 = kind == FileKind.Json && text!.Encoding is not UTF8Encoding ? await TranscodeAsync(text, cancellationToken) : null;
        await using var rows = (kind switch
        {
            FileKind.Workbook => ReadWorkbook(limits).ToAsyncEnumerable(),
            FileKind.Json => utf8 is null ? ReadJson(spool, text!.Start, cancellationToken) : ReadJson(utf8, 0, cancellationToken),
            FileKind.Table => CsvRows.Read(() => text!.Open(spool)).ToAsyncEnumerable(),
        }).GetAsyncEnumerator(cancellationToken);
        var malformed = 0;
        while (await NextAsync(rows))
        {
            malformed += rows.Current.IsMalformed ? 1 : 0;
            RowLimits.CheckMalformed(malformed);
            yield return rows.Current;
        }
    }

    private FileKind FindKind()
    {
        var head = new byte[UnsupportedFile.HeadLength];
        var length = spool.At(0).ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length == 0)
        {
            throw new FileFaultException("is empty");
        }

        if (UnsupportedFile.Find(head.AsSpan(0, length), name) is { } unsupported)
        {
            throw new FileFaultException(unsupported);
        }

        return head switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => FileKind.Workbook,
            _ => FirstCharacter() is '[' or '{' ? FileKind.Json : FileKind.Table,
        };
    }

    private char FirstCharacter()
    {
        using var text = FileText.Of(spool).Open(spool);
        int character;
        do
        {
            character = text.Read();
        }
        while (character >= 0 && char.IsWhiteSpace((char)character));

        return character < 0 ? throw new FileFaultException("is empty") : (char)character;
    }

    /// <summary>A copy of the file in UTF-8.</summary>
    private async Task<Spool> TranscodeAsync(FileText text, CancellationToken cancellationToken)
    {
        await using var utf8 = Encoding.CreateTranscodingStream(spool.At(text.Start), text.Encoding, Encoding.UTF8, leaveOpen: true);
        return await Spool.FillAsync(utf8, cancellationToken);
    }

    private IAsyncEnumerable<ReadRow> ReadJson(Spool utf8, int start, CancellationToken cancellationToken)
    {
        if (FirstCharacter() == '[')
        {
            return JsonRows.ReadArrayAsync(utf8.At(start), cancellationToken);
        }

        if (!DeclaresLines && FindLayout(utf8.At(start)) is { IsLines: false, Rows: { } rows })
        {
            utf8.CutAt(rows.End);
            return JsonRows.ReadArrayAsync(utf8.At(rows.Start), cancellationToken);
        }

        return JsonRows.ReadLinesAsync(utf8.At(start), cancellationToken);
    }

    private static JsonLayout FindLayout(Stream utf8)
    {
        try
        {
            return JsonLayout.Find(utf8);
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ReadRow> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }
    }

    private static FileFaultException Invalid(JsonException exception) => new($"is not valid JSON, in line {exception.LineNumber + 1}", exception);

    private IEnumerable<ReadRow> ReadWorkbook(UploadOptions limits)
    {
        using var rows = SheetRows.Read(spool.At(0), limits, _warnings.Add).GetEnumerator();
        while (Next(rows))
        {
            yield return rows.Current;
        }
    }

    private static bool Next(IEnumerator<ReadRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException or DecoderFallbackException or EndOfStreamException)
        {
            throw new FileFaultException("is a damaged XLSX file, or none", exception);
        }
    }
}

/// <summary>The kind of a file, by its first bytes.</summary>
internal enum FileKind
{
    Workbook,
    Json,
    Table,
}

/// <summary>A file as a whole cannot be read. The message follows the file's name: "is empty".</summary>
internal sealed class FileFaultException(string message, Exception? innerException = null) : Exception(message, innerException);
