using System.Collections.Immutable;
using Inference.Generating;

namespace Inference.Mutating;

/// <summary>Other verbs than the operation's.</summary>
internal static class MethodMutations
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "get", "Post"];
    private static readonly string[] BrokenMethods = ["CONNECT", "G\u00e9T", "GET\u0000", "", new('A', 9_000)];

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("method: other", (draft, random) => draft.Method = KnownValues.Pick(random, Methods)),
        new("method: HEAD", (draft, _) => draft.Method = "HEAD"),
        new("method: broken", Break),
    ];

    private static void Break(RequestDraft draft, Random random)
    {
        draft.Method = KnownValues.Pick(random, BrokenMethods);
        draft.BreaksHttp = true;
    }
}
