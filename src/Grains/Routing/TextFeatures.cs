using Inference.Language;

namespace Inference.Routing;

/// <summary>Reads a text into features: stems of words, pairs of neighbours, and the character n-grams of words that are no stop words.</summary>
internal static class TextFeatures
{
    private const int ShortestGram = 3;
    private const int LongestGram = 5;

    public static void Read(ReadOnlySpan<char> text, float weight, FeatureBag bag)
    {
        // One place before and one behind the word mark its ends in n-grams.
        Span<char> padded = stackalloc char[WordReader.MaxLength + 2];
        padded[0] = ' ';
        var words = new WordReader(text, padded[1..^1]);
        var previous = 0u;
        while (words.MoveNext())
        {
            var isStopWord = StopWords.Contains(words.Word);
            var length = isStopWord ? words.Word.Length : Stemmer.Stem(words.Word);
            var hash = TextHash.Of(words.Word[..length]);
            bag.Add(isStopWord ? FeatureKind.StopWord : FeatureKind.Word, TextHash.Spread(hash), weight);
            if (previous != 0)
            {
                bag.Add(FeatureKind.Pair, TextHash.Spread(TextHash.Of(words.Word[..length], previous)), weight);
            }

            if (!isStopWord)
            {
                padded[length + 1] = ' ';
                ReadGrams(padded[..(length + 2)], weight, bag);
            }

            previous = hash ^ 0x9E3779B9;
        }
    }

    private static void ReadGrams(ReadOnlySpan<char> word, float weight, FeatureBag bag)
    {
        for (var start = 0; start + ShortestGram <= word.Length; start++)
        {
            var hash = TextHash.Of(word.Slice(start, ShortestGram - 1));
            var end = Math.Min(word.Length, start + LongestGram);
            for (var i = start + ShortestGram - 1; i < end; i++)
            {
                hash = TextHash.Append(hash, word[i]);
                bag.Add(FeatureKind.Gram, TextHash.Spread(hash), weight);
            }
        }
    }
}
