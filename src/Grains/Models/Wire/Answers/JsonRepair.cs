using System.Buffers;
using System.Globalization;
using System.Text;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Rewrites what servers send as JSON and RFC 8259 does not allow: Python's <c>NaN</c> and <c>Infinity</c> become null, control characters in strings are
/// escaped, comments and commas before a closing bracket are left out. Only for bytes that did not parse.
/// </summary>
internal static class JsonRepair
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public static byte[] Repair(ReadOnlySpan<byte> json)
    {
        var repaired = new ArrayBufferWriter<byte>(json.Length + 16);
        while (json.Length > 0)
        {
            var length = json[0] switch
            {
                (byte)'"' => WriteString(json, repaired),
                (byte)'/' => LengthOfComment(json),
                (byte)',' when IsBeforeBracket(json[1..]) => 1,
                _ => Write(json, repaired),
            };
            json = json[length..];
        }

        return repaired.WrittenSpan.ToArray();
    }

    private static int WriteString(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> repaired)
    {
        repaired.Write(json[..1]);
        for (var i = 1; i < json.Length; i++)
        {
            if (json[i] == (byte)'\\' && i + 1 < json.Length)
            {
                WriteEscape(json[i..], repaired);
                i++;
            }
            else if (json[i] < ' ')
            {
                repaired.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)json[i]:x4}")));
            }
            else
            {
                repaired.Write(json.Slice(i, 1));
                if (json[i] == (byte)'"')
                {
                    return i + 1;
                }
            }
        }

        return json.Length;
    }

    /// <summary>A backslash before what it does not escape stands for itself, but before an apostrophe, as in JavaScript, for nothing.</summary>
    private static void WriteEscape(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> repaired)
    {
        var isUnit = json[1] == (byte)'u' && json.Length >= 6 && json[2..6].IndexOfAnyExcept(HexDigits) < 0;
        repaired.Write(isUnit || "\"\\/bfnrt"u8.Contains(json[1]) ? json[..1] : json[1] == (byte)'\'' ? [] : "\\\\"u8);
        if (json[1] < ' ')
        {
            repaired.Write("n"u8);
        }
        else
        {
            repaired.Write(json.Slice(1, 1));
        }
    }

    private static int LengthOfComment(ReadOnlySpan<byte> json)
    {
        var (end, length) = json.StartsWith("/*"u8) ? (json.IndexOf("*/"u8), 2) : (json.IndexOf((byte)'\n'), 1);
        return end < 0 ? json.Length : end + length;
    }

    private static bool IsBeforeBracket(ReadOnlySpan<byte> json)
    {
        json = json.TrimStart(" \t\r\n"u8);
        while (json.StartsWith("/"u8))
        {
            json = json[LengthOfComment(json)..].TrimStart(" \t\r\n"u8);
        }

        return json.StartsWith("}"u8) || json.StartsWith("]"u8);
    }

    private static int Write(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> repaired)
    {
        var notANumber = json.StartsWith("NaN"u8) ? 3 : json.StartsWith("Infinity"u8) ? 8 : json.StartsWith("-Infinity"u8) ? 9 : 0;
        repaired.Write(notANumber > 0 ? "null"u8 : json[..1]);
        return Math.Max(notANumber, 1);
    }
}
