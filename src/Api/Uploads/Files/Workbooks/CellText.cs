using System.Globalization;
using Inference.Validation;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>
/// A cell's text as it is read in pieces. What XML cannot hold is written as <c>_xHHHH_</c> (ECMA-376 part 1, 22.9.2.19), and so is an underscore where
/// such a text is meant. Of a longer text than a cell can have, the rest is dropped.
/// </summary>
internal sealed class CellText
{
    /// <summary>The largest that a spreadsheet program allows.</summary>
    public const int MaxCharacters = 32_767;

    private const int EscapeLength = 7;
    private const int MaxRaw = MaxCharacters * EscapeLength;

    private char[] _raw = new char[1_024];
    private int _length;
    private int _dropped;

    /// <summary>Without unescaping, for values that are no text.</summary>
    public ReadOnlySpan<char> Raw => _raw.AsSpan(0, _length);

    public void Clear() => (_length, _dropped) = (0, 0);

    public void Append(ReadOnlySpan<char> piece)
    {
        var kept = Math.Min(piece.Length, MaxRaw - _length);
        if (_length + kept > _raw.Length)
        {
            Array.Resize(ref _raw, Math.Min(MaxRaw, Math.Max(2 * _raw.Length, _length + kept)));
        }

        piece[..kept].CopyTo(_raw.AsSpan(_length));
        _length += kept;
        _dropped |= piece.Length - kept;
    }

    /// <returns><see langword="null"/> when it is too long.</returns>
    public string? Decode()
    {
        var length = Raw.IndexOf("_x") < 0 ? _length : Unescape();
        // Half a surrogate pair, which only an escape can bring, can be neither stored nor sent.
        return _dropped == 0 && length <= MaxCharacters ? WellFormedText.Of(new string(_raw, 0, length)) : null;
    }

    private int Unescape()
    {
        var (from, to) = (0, 0);
        while (from < _length)
        {
            if (Code(_raw.AsSpan(from, _length - from)) is { } character)
            {
                _raw[to++] = character;
                from += EscapeLength;
            }
            else
            {
                _raw[to++] = _raw[from++];
            }
        }

        return to;
    }

    private static char? Code(ReadOnlySpan<char> text) =>
        text is ['_', 'x', _, _, _, _, '_', ..] && ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
