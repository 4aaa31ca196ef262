using System.Collections.Immutable;
using Inference.Generating;

namespace Inference.Mutating;

/// <summary>Mutations of the query, mostly of the operation's own parameters.</summary>
internal static class QueryMutations
{
    private static readonly string[] Values =
    [
        "", "0", "-1", "1", "2147483647", "2147483648", "9223372036854775808", "1e3", "1.5", "abc", "%00", "%ff", "%ed%a0%80", "%F0%9F%98%80", "%", "%zz", "%2", "+", "a%0d%0ab",
        "%27%20or%201%3D1--", "%25", "_", "null", "true", "[]", "2024-02-30T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-01-01", "2024-01-01T00:00:00",
        "-9999-01-01T00:00:00Z", "%E2%80%AE", "%1b%5b2J", "99999999999999999999", "%2b1", "0x10", "%D9%A1", " ", "success", "day", "minute",
    ];

    private static readonly string[] Names = ["page", "page_size", "pageSize", "limit", "after", "name", "start_date", "status", "interval", "size", "before", "PAGE", "%00", "", "a%5B0%5D", "=", "%ff"];

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("query: odd value", (draft, random) => Add(draft, Name(draft, random), KnownValues.Pick(random, Values))),
        new("query: other name", (draft, random) => Add(draft, KnownValues.Pick(random, Names), KnownValues.Pick(random, Values))),
        new("query: repeated", (draft, random) => Repeat(draft, Name(draft, random), KnownValues.Pick(random, Values))),
        new("query: long value", (draft, random) => Add(draft, Name(draft, random), new string('a', random.Next(2) == 0 ? 3_000 : 7_000))),
        new("query: too long", (draft, random) => Add(draft, Name(draft, random), new string('a', 40_000))),
        new("query: many", AddMany),
        new("query: bytes", (draft, random) => AddBroken(draft, Name(draft, random), "\u00e9\u00ff")),
    ];

    private static string Name(RequestDraft draft, Random random)
    {
        var own = draft.Operation.Parameters.Where(parameter => parameter.In == "query").ToList();
        var position = random.NextDouble();
        return own.Count == 0 ? "page" : own[(int)(position * own.Count)].Name;
    }

    private static void Add(RequestDraft draft, string name, string value)
    {
        draft.Query.RemoveAll(part => part.Name == name);
        // A bare space or an empty line's end would end the target.
        draft.Query.Add((name, value.Replace(" ", "%20", StringComparison.Ordinal)));
    }

    private static void AddBroken(RequestDraft draft, string name, string value)
    {
        Add(draft, name, value);
        draft.BreaksHttp = true;
    }

    private static void Repeat(RequestDraft draft, string name, string value)
    {
        Add(draft, name, value);
        draft.Query.Add((name, "2"));
    }

    private static void AddMany(RequestDraft draft, Random random)
    {
        for (var at = random.Next(100, 1_200); at > 0; at--)
        {
            draft.Query.Add(($"q{at}", "1"));
        }
    }
}
