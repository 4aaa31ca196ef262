namespace Inference.Language;

/// <summary>Numbers for words: FNV-1a, and a finish that spreads it over all bits.</summary>
internal static class TextHash
{
    private const uint Seed = 2166136261;

    public static uint Of(ReadOnlySpan<char> text, uint seed = Seed)
    {
        var hash = seed;
        foreach (var letter in text)
        {
            hash = Append(hash, letter);
        }

        return hash;
    }

    public static uint Append(uint hash, char letter) => (hash ^ letter) * 16777619;

    public static uint Spread(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
