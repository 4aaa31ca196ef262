namespace Inference.Postgres;

/// <summary>The order in which every transaction locks rows, so that no two wait for each other.</summary>
internal sealed class OrdinalPair : IComparer<(string First, string Second)>
{
    public static OrdinalPair Comparer { get; } = new();

    public int Compare((string First, string Second) x, (string First, string Second) y) =>
        string.CompareOrdinal(x.First, y.First) is var first and not 0 ? first : string.CompareOrdinal(x.Second, y.Second);
}
