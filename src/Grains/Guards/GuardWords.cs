using System.Buffers;
using Inference.Language;

namespace Inference.Guards;

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
