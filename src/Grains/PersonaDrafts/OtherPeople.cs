namespace Inference.PersonaDrafts;

/// <summary>Finds other persons and things that a prompt mentions, whose traits are not the persona's.</summary>
internal static class OtherPeople
{
    private const int WordsBefore = 4;
    private const int LongestBefore = 100;

    private static readonly HashSet<string> Nouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "husband", "wife", "partner", "spouse", "boyfriend", "girlfriend", "fiance", "fiancee", "son", "sons", "daughter", "daughters", "child", "children",
        "kid", "kids", "baby", "brother", "sister", "mother", "father", "mum", "mom", "dad", "parents", "grandmother", "grandfather", "aunt", "uncle", "cousin",
        "friend", "friends", "boss", "colleague", "colleagues", "neighbour", "neighbor", "dog", "cat", "pet", "horse",
        "company", "firm", "business", "employer", "shop", "store", "school", "university", "bank", "team", "band", "street", "city", "town", "village",
        "place", "product", "brand", "app", "book", "film", "movie", "file", "last", "sur", "family", "middle", "nick", "maiden", "first",
    };

    /// <summary>Whether the words just before a place of the text name one of them.</summary>
    public static bool AreMeant(string text, int place)
    {
        var before = Before(text, place);
        return Words(before[(before.LastIndexOfAny(['.', '!', '?', ';', ',']) + 1)..]).TakeLast(WordsBefore).Any(word => Nouns.Contains(Bare(word)));
    }

    /// <summary>The word just before a place of the text.</summary>
    public static string WordBefore(string text, int place) => Words(Before(text, place)) is [.., var last] ? last : "";

    private static string Before(string text, int place) => text[Math.Max(0, place - LongestBefore)..place];

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Bare(string word)
    {
        var bare = word.Trim('"', '“', '”', '(', ')');
        return bare.EndsWith("'s", StringComparison.Ordinal) || bare.EndsWith("’s", StringComparison.Ordinal) ? bare[..^2] : bare;
    }
}
