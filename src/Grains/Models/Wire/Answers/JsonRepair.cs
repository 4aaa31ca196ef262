using System.Buffers;
using System.Globalization;
using System.Text;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Rewrites what servers send as JSON and RFC 8259 does not allow: Python's <c>NaN</c> and <c>Infinity</c> become null, control characters in strings are
/// escaped. Only for bytes that did not parse.
/// </summary>
internal static class JsonRepair
{
    private static ReadOnlySpan<byte> Null => "null"u8;

    public static byte[] Repair(ReadOnlySpan<byte> json)
    {
        var repaired = new ArrayBufferWriter<byte>(json.Length + 16);
        var isString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var value = json[i];
            if (isString)
            {
                isString = value != (byte)'"';
                if (value == (byte)'\\' && i + 1 < json.Length)
                {
                    repaired.Write(json.Slice(i++, 2));
                }
                else if (value < ' ')
                {
                    repaired.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)value:x4}")));
                }
                else
                {
                    repaired.Write(json.Slice(i, 1));
                }
            }
            else if (NotANumber(json[i..]) is > 0 and var length)
            {
                repaired.Write(Null);
                i += length - 1;
            }
            else
            {
                isString = value == (byte)'"';
                repaired.Write(json.Slice(i, 1));
            }
        }

        return repaired.WrittenSpan.ToArray();
    }

    private static int NotANumber(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3
        : json.StartsWith("Infinity"u8) ? 8
        : json.StartsWith("-Infinity"u8) ? 9
        : 0;
}
