using System.Buffers;
using Inference.Language;

namespace Inference.Guards;

/// <summary>A phrase of the lexicon: the place of its category in the list, what it weighs, and for each of its words the stems that may stand there.</summary>
internal sealed record GuardTerm(int Category, float Weight, uint[][] Words)
{
    private const int MaxGap = 3;

    /// <summary>Whether the phrase begins at a word of the text; <paramref name="end"/> is then behind its last word.</summary>
    public bool Matches(ReadOnlySpan<uint> text, int start, out int end)
    {
        end = start + 1;
        for (var word = 1; word < Words.Length; word++)
        {
            var window = text[end..Math.Min(text.Length, end + MaxGap + 1)];
            var found = window.IndexOfAny(Words[word]);
            if (found < 0)
            {
                return false;
            }

            end += found + 1;
        }

        return true;
    }
}

/// <summary>A text as the numbers of its words' stems, in a pooled array.</summary>
internal ref struct GuardWords
{
    private uint[] _numbers;
    private int _count;

    public GuardWords(ReadOnlySpan<char> text)
    {
        // Never more words than characters.
        _numbers = ArrayPool<uint>.Shared.Rent(text.Length + 1);
        Span<char> buffer = stackalloc char[WordReader.MaxLength];
        var words = new WordReader(text, buffer);
        while (words.MoveNext())
        {
            _numbers[_count++] = TextHash.Of(words.Word[..Stemmer.Stem(words.Word)]);
        }
    }

    public readonly ReadOnlySpan<uint> Numbers => _numbers.AsSpan(0, _count);

    public static uint NumberOf(string word)
    {
        var letters = word.ToCharArray();
        return TextHash.Of(letters.AsSpan(0, Stemmer.Stem(letters)));
    }

    public void Dispose()
    {
        ArrayPool<uint>.Shared.Return(_numbers);
        _numbers = [];
        _count = 0;
    }
}
