using System.Text;

namespace Inference.Uploads.Files;

/// <summary>The encoding of a file's text, and where it begins: after a byte order mark, if there is one.</summary>
internal sealed record FileText(Encoding Encoding, int Start)
{
    private const int Sample = 4_096;

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <exception cref="FileFaultException">It is no text.</exception>
    public static FileText Of(Spool file)
    {
        var sample = new byte[(int)Math.Min(Sample, file.Length)];
        file.At(0).ReadExactly(sample);
        return sample switch
        {
            [0xEF, 0xBB, 0xBF, ..] => new FileText(Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => new FileText(Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => new FileText(Encoding.BigEndianUnicode, 2),
            _ when sample.Contains((byte)0) => new FileText(Wide(sample), 0),
            _ => new FileText(file.IsUtf8 ? Encoding.UTF8 : Western, 0),
        };
    }

    public TextReader Open(Spool file) => new StreamReader(file.At(Start), Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 65_536, leaveOpen: true);

    // Letters that Western languages write with have a zero byte each in UTF-16, all on the same side.
    private static Encoding Wide(byte[] sample)
    {
        var even = sample.Where((value, at) => value == 0 && at % 2 == 0).Count();
        var odd = sample.Count(value => value == 0) - even;
        return (even, odd) switch
        {
            (0, _) => Encoding.Unicode,
            (_, 0) => Encoding.BigEndianUnicode,
            _ => throw new FileFaultException("is neither text nor an XLSX file"),
        };
    }
}
