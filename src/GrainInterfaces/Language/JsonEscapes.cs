using System.Globalization;

namespace Inference.Language;

/// <summary>
/// Escapes in JSON that are valid by its grammar (RFC 8259) and yet stand for no text: NUL, which no database of ours keeps, and halves of surrogate pairs,
/// at which every reader fails that unescapes the string.
/// </summary>
public static class JsonEscapes
{
    /// <summary>Bytes of an escape such as <c>\u0000</c>.</summary>
    public const int Length = 6;

    private static ReadOnlySpan<byte> Start => "\\u"u8;

    /// <summary>Where the first such escape stands in UTF-8 JSON, names included, or -1.</summary>
    public static int IndexOfUnstorable(ReadOnlySpan<byte> json)
    {
        for (var from = 0; json[from..].IndexOf(Start) is >= 0 and var found;)
        {
            from += found;
            var backslashes = from - (json[..from].LastIndexOfAnyExcept((byte)'\\') + 1);
            var unit = backslashes % 2 == 0 ? CodeUnit(json[from..]) : null;
            if (unit is '\0' || (unit is { } low && char.IsLowSurrogate(low)))
            {
                return from;
            }

            if (unit is { } high && char.IsHighSurrogate(high))
            {
                if (CodeUnit(json[(from + Length)..]) is not { } next || !char.IsLowSurrogate(next))
                {
                    return from;
                }

                from += Length;
            }

            from += unit is null ? Start.Length : Length;
        }

        return -1;
    }

    /// <summary>Puts U+FFFD in place of each NUL and each half of a surrogate pair.</summary>
    public static void ReplaceUnstorable(Span<byte> json) => Replace(json, keepsNul: false);

    /// <summary>Puts U+FFFD in place of each half of a surrogate pair.</summary>
    public static void ReplaceSurrogateHalves(Span<byte> json) => Replace(json, keepsNul: true);

    private static void Replace(Span<byte> json, bool keepsNul)
    {
        for (var from = 0; IndexOfUnstorable(json[from..]) is >= 0 and var found; from += Length)
        {
            from += found;
            if (!keepsNul || !json[from..].StartsWith("\\u0000"u8))
            {
                "\\ufffd"u8.CopyTo(json[from..]);
            }
        }
    }

    /// <summary>The UTF-16 code unit that the text begins with as an escape; <see langword="null"/> where it does not, which the parser refuses.</summary>
    private static char? CodeUnit(ReadOnlySpan<byte> json) =>
        json.Length >= Length
        && json.StartsWith(Start)
        && ushort.TryParse(json[Start.Length..Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
