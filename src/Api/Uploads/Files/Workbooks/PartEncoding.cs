using System.Text;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>A part's encoding: UTF-8 or UTF-16, as the format requires. Another one is a fault.</summary>
internal static class PartEncoding
{
    /// <summary>The number of a part's first bytes that determine it.</summary>
    public const int Head = 256;

    private const string Declaration = "<?xml";
    private const string Attribute = "encoding";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public static Encoding EncodingOf(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => Utf16(bigEndian: false),
        [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => Utf16(bigEndian: true),
        _ when Declared(Encoding.Latin1.GetString(head)) is null or "UTF-8" or "UTF8" or "US-ASCII" or "ASCII" => Utf8,
        _ => throw new FileFaultException("has a part that is neither in UTF-8 nor in UTF-16"),
    };

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true);

    private static string? Declared(string head)
    {
        var start = head.IndexOf(Declaration, StringComparison.Ordinal);
        var end = head.IndexOf("?>", StringComparison.Ordinal);
        var at = start < 0 || end < start ? -1 : head.IndexOf(Attribute, start, end - start, StringComparison.Ordinal);
        return at < 0
            ? null
            : head[(at + Attribute.Length)..end].TrimStart(' ', '\t', '\r', '\n', '=', '"', '\'').Split('"', '\'')[0].ToUpperInvariant();
    }
}
