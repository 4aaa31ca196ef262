namespace Inference.Tokens;

/// <summary>
/// Cuts a long text into blocks whose tokens add up to the text's. The same beginning gives the same blocks, so that an expert's context is found again
/// when a conversation follows it.
/// </summary>
internal static class TextBlocks
{
    public const int MaxLength = 4_096;

    // How far back a blank is looked for before a block ends inside a word.
    private const int Reach = 512;

    /// <summary>Where the block that starts here ends.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        if (text.Length - start <= MaxLength)
        {
            return text.Length;
        }

        var latest = start + MaxLength;
        for (var end = latest; end > latest - Reach; end--)
        {
            // No token of o200k goes on from a letter or digit to the blank behind it.
            if (text[end] == ' ' && char.IsLetterOrDigit(text[end - 1]))
            {
                return end;
            }
        }

        return char.IsHighSurrogate(text[latest - 1]) && char.IsLowSurrogate(text[latest]) ? latest - 1 : latest;
    }
}
