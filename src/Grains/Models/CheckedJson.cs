namespace Inference.Models;

/// <summary>What came of a <see cref="JsonQuestion"/>.</summary>
internal abstract record CheckedJson<T>
{
    /// <summary>An object that passed the check, as it was written and as it was read.</summary>
    internal sealed record Good(T Value, string Json) : CheckedJson<T>;

    /// <summary>Neither answer passed.</summary>
    internal sealed record Unreadable(string Problem) : CheckedJson<T>;

    /// <summary>The model failed and has the built-in one as its fallback, which writes no JSON: the caller has a form of its own for that.</summary>
    internal sealed record FellBackToLocal(string Model) : CheckedJson<T>;
}
