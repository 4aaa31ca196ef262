namespace Inference.Language;

/// <summary>Reads the words of a text one by one: lower case, Latin accents folded, apostrophes dropped. Allocates nothing.</summary>
internal ref struct WordReader(ReadOnlySpan<char> text, Span<char> buffer)
{
    /// <summary>What a buffer should hold; longer words are cut.</summary>
    public const int MaxLength = 48;

    // Invariant globalization does not decompose letters, so the base letters of U+00C0 to U+017F stand here.
    private const string BaseLetters =
        "aaaaaaaceeeeiiiidnooooo×ouuuuytsaaaaaaaceeeeiiiidnooooo÷ouuuuyty" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll" +
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<char> _word = buffer;
    private int _length = 0;
    private int _position = 0;

    /// <summary>The word as folded; the caller may change it in place.</summary>
    public readonly Span<char> Word => _word[.._length];

    /// <summary>Where the word begins in the text.</summary>
    public int Start { get; private set; }

    /// <summary>Where the word ends in the text.</summary>
    public readonly int End => _position;

    public bool MoveNext()
    {
        while (_position < _text.Length && !char.IsLetterOrDigit(_text[_position]))
        {
            _position++;
        }

        if (_position >= _text.Length)
        {
            return false;
        }

        Start = _position;
        _length = 0;
        do
        {
            Append(_text[_position]);
        }
        while (++_position < _text.Length && Continues());

        return true;
    }

    private readonly bool Continues()
    {
        var next = _text[_position];
        if (StandsAlone(next) || StandsAlone(_text[_position - 1]))
        {
            return false;
        }

        return char.IsLetterOrDigit(next) || IsIgnored(next)
            || (next is '\'' or '’' && _position + 1 < _text.Length && char.IsLetter(_text[_position + 1]));
    }

    private void Append(char letter)
    {
        if (_length < _word.Length && letter is not ('\'' or '’') && !IsIgnored(letter))
        {
            _word[_length++] = Fold(letter);
        }
    }

    private static char Fold(char letter) => letter switch
    {
        < '\u0080' => char.ToLowerInvariant(letter),
        >= '\u00C0' and < '\u0180' => BaseLetters[letter - '\u00C0'],
        _ => char.ToLowerInvariant(letter),
    };

    // Accents written apart, and characters that do not show: inside a word they only hide it.
    private static bool IsIgnored(char letter) =>
        letter is >= '\u0300' and <= '\u036F' or '\u00AD' or >= '\u200B' and <= '\u200F' or '\u2060' or '\uFEFF';

    // Scripts written without spaces: a character is a word, and pairs of words do the rest.
    private static bool StandsAlone(char letter) => letter is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';
}
