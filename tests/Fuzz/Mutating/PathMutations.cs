using System.Collections.Immutable;
using Inference.Generating;

namespace Inference.Mutating;

/// <summary>Mutations of the path, mostly of its ids.</summary>
internal static class PathMutations
{
    private static readonly string[] Ids =
    [
        "none", "exp_00000000000000000000000000000000", "%20", "%2F", "%2e%2e", "..", ".", "%2e%2e%2f", "%ff", "%ed%a0%80", "%F0%9F%98%80", "%e2%80%ae", "%0a", "%1b%5b31m",
        "%5c", "%25", "%252F", "a%3Bb", "a;b", "*", "%27%20or%201%3D1--", "completion", "upload", "rotate", "window", "stats", "null", "-1", "0", "%7B%7B", "a,b", "%C0%AF", "%3F", "%23",
    ];

    private static readonly string[] BrokenIds = ["%00", "a%00b", "%", "%zz", "%u0041", "\u00e9", "a\u0001b"];

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("path: odd id", (draft, random) => ReplaceLast(draft, KnownValues.Pick(random, Ids))),
        new("path: odd bytes", (draft, random) => Break(draft, KnownValues.Pick(random, BrokenIds))),
        new("path: long id", (draft, random) => ReplaceLast(draft, new string('a', random.Next(1_000, 6_000)))),
        new("path: id of another kind", (draft, random) => ReplaceLast(draft, KnownValues.Pick(random, ["key_", "chat_", "chatcmpl-", "upl_", "act_", "per_"]) + new string('0', 32))),
        new("path: upper case", (draft, _) => draft.Path = draft.Path.ToUpperInvariant()),
        new("path: slash at the end", (draft, _) => draft.Path += "/"),
        new("path: empty segment", (draft, _) => draft.Path = draft.Path.Replace("/v1/", "/v1//", StringComparison.Ordinal)),
        new("path: dots", (draft, random) => draft.Path = draft.Path.Replace("/v1/", random.Next(2) == 0 ? "/v1/./" : "/v1/x/../", StringComparison.Ordinal)),
        new("path: encoded slash", (draft, _) => draft.Path = "/v1%2F" + draft.Path[4..]),
        new("path: one segment more", (draft, random) => draft.Path += "/" + KnownValues.Pick(random, Ids)),
        new("path: above the root", (draft, _) => draft.Path = "/../.." + draft.Path),
        new("path: encoded letters", (draft, _) => draft.Path = draft.Path.Replace("/v1", "/%761", StringComparison.Ordinal)),
    ];

    private static void ReplaceLast(RequestDraft draft, string id) => draft.Path = draft.Path[..(draft.Path.LastIndexOf('/') + 1)] + id;

    private static void Break(RequestDraft draft, string id)
    {
        ReplaceLast(draft, id);
        draft.BreaksHttp = true;
    }
}
