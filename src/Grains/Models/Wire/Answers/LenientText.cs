using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Decodes JSON strings that <see cref="System.Text.Json"/> refuses or that the product could not store: bytes that are not UTF-8 and NUL become U+FFFD, and
/// halves of surrogate pairs are kept for <see cref="SurrogateJoiner"/>.
/// </summary>
internal static class LenientText
{
    private const int LongestOnStack = 512;
    private const int EscapeLength = 6;
    private const char Replacement = '\uFFFD';

    /// <summary>The text of a string token, given as it stands between the quotes; its escapes are valid by JSON's grammar.</summary>
    public static string Decode(ReadOnlySpan<byte> escaped)
    {
        if (escaped.IndexOf((byte)'\\') < 0)
        {
            return Encoding.UTF8.GetString(escaped);
        }

        // A byte becomes at most one UTF-16 unit.
        char[]? rented = null;
        var chars = escaped.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : rented = ArrayPool<char>.Shared.Rent(escaped.Length);
        var length = Unescape(escaped, chars);
        var text = new string(chars[..length]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return text;
    }

    /// <summary>The same for a text that does not go on in another piece: halves are replaced.</summary>
    public static string DecodeWhole(ReadOnlySpan<byte> escaped)
    {
        var joiner = default(SurrogateJoiner);
        return joiner.Join(Decode(escaped)) + joiner.End();
    }

    /// <summary>Whether the token's text is this one. Unlike <see cref="Utf8JsonReader.ValueTextEquals(ReadOnlySpan{byte})"/> it takes names with halves of pairs.</summary>
    public static bool NameIs(this ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Decode(reader.ValueSpan)).AsSpan().SequenceEqual(name) : reader.ValueSpan.SequenceEqual(name);

    private static int Unescape(ReadOnlySpan<byte> escaped, Span<char> chars)
    {
        var length = 0;
        while (escaped.Length > 0)
        {
            var run = escaped.IndexOf((byte)'\\');
            if (run < 0)
            {
                return length + Encoding.UTF8.GetChars(escaped, chars[length..]);
            }

            length += Encoding.UTF8.GetChars(escaped[..run], chars[length..]);
            escaped = escaped[run..];
            var isUnit = escaped[1] == (byte)'u';
            chars[length++] = isUnit ? Unit(escaped[2..EscapeLength]) : Named(escaped[1]);
            escaped = escaped[(isUnit ? EscapeLength : 2)..];
        }

        return length;
    }

    private static char Unit(ReadOnlySpan<byte> digits) =>
        (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) is not '\0' and var unit ? unit : Replacement;

    private static char Named(byte letter) => letter switch
    {
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => (char)letter,
    };
}

/// <summary>
/// Joins pieces of one text in which servers that cut by UTF-16 units leave the halves of a surrogate pair in two pieces. A half without its other one becomes
/// U+FFFD.
/// </summary>
internal struct SurrogateJoiner
{
    private const char Replacement = '\uFFFD';

    private char _high;

    /// <summary>The next piece; a high half at its end waits for the piece after it.</summary>
    public string Join(string piece)
    {
        if (_high == 0 && piece.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return piece;
        }

        if (piece.Length == 0)
        {
            return piece;
        }

        var text = new StringBuilder(piece.Length + 1);
        foreach (var unit in piece)
        {
            Append(text, unit);
        }

        return text.ToString();
    }

    /// <summary>What is left at the end of the text: U+FFFD for a high half that waits.</summary>
    public string? End()
    {
        var left = _high == 0 ? null : "\uFFFD";
        _high = '\0';
        return left;
    }

    private void Append(StringBuilder text, char unit)
    {
        if (char.IsLowSurrogate(unit))
        {
            _ = _high == 0 ? text.Append(Replacement) : text.Append(_high).Append(unit);
            _high = '\0';
            return;
        }

        text.Append(End());
        if (char.IsHighSurrogate(unit))
        {
            _high = unit;
        }
        else
        {
            text.Append(unit);
        }
    }
}
